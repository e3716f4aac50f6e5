// Written by `npm run checks:list` from the files of the books. Not to be edited.

import { AD_FS } from './books/ad-fs.ts';
import { COMPANION } from './books/companion.ts';
import { ENTRA_ID } from './books/entra-id.ts';
import { ENTRA_ID_USERS } from './books/entra-id-users.ts';
import { GO_LIBRARIES } from './books/go-libraries.ts';
import { IDENTITY_PROVIDERS } from './books/idps.ts';
import { IN_FRONT } from './books/in-front.ts';
import { JAVA_AND_DOTNET } from './books/java-dotnet.ts';
import { KEYCLOAK } from './books/keycloak.ts';
import { MELLON } from './books/mellon.ts';
import { NODE_SAML } from './books/node-saml.ts';
import { PYSAML2 } from './books/pysaml2.ts';
import { RUBY_SAML } from './books/ruby-saml.ts';
import { SAML_TOOLKITS } from './books/saml-toolkits.ts';
import { SAML_TOOLKITS_LOGOUT } from './books/saml-toolkits-logout.ts';
import { SAMLIFY } from './books/samlify.ts';
import { SERVERS } from './books/servers.ts';
import { SERVICES } from './books/services.ts';
import { SHIBBOLETH_SP } from './books/shibboleth-sp.ts';
import { SIMPLESAMLPHP } from './books/simplesamlphp.ts';
import { WEB_FRAMEWORKS } from './books/web.ts';
import type { Phrase } from './engine/phrase.ts';

/** The whole book, product by product. */
export const ALL_PHRASES: readonly Phrase[] = [
  ...AD_FS,
  ...COMPANION,
  ...ENTRA_ID_USERS,
  ...ENTRA_ID,
  ...GO_LIBRARIES,
  ...IDENTITY_PROVIDERS,
  ...IN_FRONT,
  ...JAVA_AND_DOTNET,
  ...KEYCLOAK,
  ...MELLON,
  ...NODE_SAML,
  ...PYSAML2,
  ...RUBY_SAML,
  ...SAML_TOOLKITS_LOGOUT,
  ...SAML_TOOLKITS,
  ...SAMLIFY,
  ...SERVERS,
  ...SERVICES,
  ...SHIBBOLETH_SP,
  ...SIMPLESAMLPHP,
  ...WEB_FRAMEWORKS,
];
