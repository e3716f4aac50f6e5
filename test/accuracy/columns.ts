/** One column of the matrix: who plays, and who looks on. */
export interface Column {
  readonly code: string;
  readonly idp: string;
  readonly sp: string;
  /** What brings the messages and records them. */
  readonly client: string;
}

const FETCH = 'a user agent over HTTP (cookies by tough-cookie)';

const CHROMIUM = 'Chromium, recorded by our panel in its devtools';
const FIREFOX = 'Firefox, recorded by our panel in its toolbox';

/** From left to right. */
export const COLUMNS = [
  { code: 'workbench-companion', idp: 'our test IdP', sp: 'our companion', client: FETCH },
  { code: 'samlp-companion', idp: 'samlp', sp: 'our companion', client: FETCH },
  { code: 'workbench-node-saml', idp: 'our test IdP', sp: 'node-saml', client: FETCH },
  { code: 'samlp-node-saml', idp: 'samlp', sp: 'node-saml', client: FETCH },
  { code: 'workbench-samlify', idp: 'our test IdP', sp: 'samlify', client: FETCH },
  { code: 'samlp-samlify', idp: 'samlp', sp: 'samlify', client: FETCH },
  { code: 'simplesamlphp-companion', idp: 'SimpleSAMLphp', sp: 'our companion', client: FETCH },
  { code: 'simplesamlphp-node-saml', idp: 'SimpleSAMLphp', sp: 'node-saml', client: FETCH },
  { code: 'workbench-simplesamlphp', idp: 'our test IdP', sp: 'SimpleSAMLphp', client: FETCH },
  { code: 'samlp-simplesamlphp', idp: 'samlp', sp: 'SimpleSAMLphp', client: FETCH },
  { code: 'chromium-companion', idp: 'our test IdP', sp: 'our companion', client: CHROMIUM },
  { code: 'chromium-node-saml', idp: 'our test IdP', sp: 'node-saml', client: CHROMIUM },
  { code: 'firefox-companion', idp: 'our test IdP', sp: 'our companion', client: FIREFOX },
  { code: 'firefox-node-saml', idp: 'our test IdP', sp: 'node-saml', client: FIREFOX },
] as const satisfies readonly Column[];

/** One of them. */
export type ColumnCode = (typeof COLUMNS)[number]['code'];
