import { AD_FS_SAID } from './said/ad-fs.ts';
import { COMPANION_SAID } from './said/companion.ts';
import { ENTRA_ID_SAID } from './said/entra-id.ts';
import { ENTRA_ID_USERS_SAID } from './said/entra-id-users.ts';
import { GO_LIBRARIES_SAID } from './said/go-libraries.ts';
import { IDENTITY_PROVIDERS_SAID } from './said/idps.ts';
import { IN_FRONT_SAID } from './said/in-front.ts';
import { JAVA_AND_DOTNET_SAID } from './said/java-dotnet.ts';
import { KEYCLOAK_SAID } from './said/keycloak.ts';
import { MELLON_SAID } from './said/mellon.ts';
import { NODE_SAML_SAID } from './said/node-saml.ts';
import { PYSAML2_SAID } from './said/pysaml2.ts';
import { RUBY_SAML_SAID } from './said/ruby-saml.ts';
import { SAML_TOOLKITS_SAID } from './said/saml-toolkits.ts';
import { SAML_TOOLKITS_LOGOUT_SAID } from './said/saml-toolkits-logout.ts';
import { SAMLIFY_SAID } from './said/samlify.ts';
import { SERVERS_SAID } from './said/servers.ts';
import { SERVICES_SAID } from './said/services.ts';
import { SHIBBOLETH_SP_SAID } from './said/shibboleth-sp.ts';
import { SIMPLESAMLPHP_SAID } from './said/simplesamlphp.ts';
import { WEB_FRAMEWORKS_SAID } from './said/web.ts';
import type { SaidTexts } from './said-texts.ts';

/** Each phrase of the book as it is really said. */
export const ALL_SAID: SaidTexts = [
  ...AD_FS_SAID,
  ...COMPANION_SAID,
  ...ENTRA_ID_USERS_SAID,
  ...ENTRA_ID_SAID,
  ...GO_LIBRARIES_SAID,
  ...IDENTITY_PROVIDERS_SAID,
  ...IN_FRONT_SAID,
  ...JAVA_AND_DOTNET_SAID,
  ...KEYCLOAK_SAID,
  ...MELLON_SAID,
  ...NODE_SAML_SAID,
  ...PYSAML2_SAID,
  ...RUBY_SAML_SAID,
  ...SAML_TOOLKITS_LOGOUT_SAID,
  ...SAML_TOOLKITS_SAID,
  ...SAMLIFY_SAID,
  ...SERVERS_SAID,
  ...SERVICES_SAID,
  ...SHIBBOLETH_SP_SAID,
  ...SIMPLESAMLPHP_SAID,
  ...WEB_FRAMEWORKS_SAID,
];
