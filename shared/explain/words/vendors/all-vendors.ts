import type { Product } from '#shared/checks/engine/vendors.ts';
import { AD_FS } from './ad-fs.ts';
import { AUTH0 } from './auth0.ts';
import { ENTRA_ID } from './entra-id.ts';
import { GOOGLE } from './google.ts';
import { KEYCLOAK } from './keycloak.ts';
import { OKTA } from './okta.ts';
import { ONELOGIN } from './onelogin.ts';
import { PING_FEDERATE } from './ping-federate.ts';
import { QLIK_SENSE } from './qlik-sense.ts';
import { SHIBBOLETH } from './shibboleth.ts';
import { SIMPLESAMLPHP } from './simplesamlphp.ts';
import type { VendorHints } from './vendor-hints.ts';

/** The advice for each product: stands behind the general one. */
export const VENDOR_HINTS: Readonly<Record<Product, VendorHints>> = {
  'Entra ID': ENTRA_ID,
  'AD FS': AD_FS,
  Okta: OKTA,
  Auth0: AUTH0,
  Google: GOOGLE,
  OneLogin: ONELOGIN,
  PingFederate: PING_FEDERATE,
  Keycloak: KEYCLOAK,
  Shibboleth: SHIBBOLETH,
  SimpleSAMLphp: SIMPLESAMLPHP,
  'Qlik Sense': QLIK_SENSE,
};
