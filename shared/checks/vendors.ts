import type { SamlMessage } from '#shared/saml/messages.ts';
import { assertionsOf } from './context.ts';
import { issuerOf } from './signature/trust.ts';

/** Products whose advice differs. */
export type Vendor =
  | 'Entra ID'
  | 'AD FS'
  | 'Okta'
  | 'Auth0'
  | 'Google'
  | 'OneLogin'
  | 'PingFederate'
  | 'Keycloak'
  | 'Shibboleth'
  | 'SimpleSAMLphp';

/** By entity ID: the forms that each product gives by default. */
const BY_ISSUER: readonly (readonly [RegExp, Vendor])[] = [
  [/^https:\/\/sts\.windows\.net\//i, 'Entra ID'],
  [/^https:\/\/login\.microsoftonline\.(?:com|us|de)\//i, 'Entra ID'],
  [/\/adfs\/services\/trust\/?$/i, 'AD FS'],
  [/^https?:\/\/(?:www\.okta\.com\/|[\w-]+\.okta(?:preview)?\.com\/)/i, 'Okta'],
  [/^urn:[\w.-]*auth0\.com$/i, 'Auth0'],
  [/^https:\/\/accounts\.google\.com\/o\/saml2/i, 'Google'],
  [/^https:\/\/app\.onelogin\.com\/saml/i, 'OneLogin'],
  [/ping(?:one|federate|identity)/i, 'PingFederate'],
  [/\/realms\/[^/]+\/?$/i, 'Keycloak'],
  [/\/idp\/shibboleth\/?$/i, 'Shibboleth'],
  [/\/(?:saml2\/idp\/metadata\.php|module\.php\/saml\/idp\/metadata)$/i, 'SimpleSAMLphp'],
];

/** By attribute name, where an administrator chose the entity ID. */
const BY_ATTRIBUTE: readonly (readonly [RegExp, Vendor])[] = [
  [/^http:\/\/schemas\.microsoft\.com\/identity\/claims\//i, 'Entra ID'],
  [/^http:\/\/schemas\.auth0\.com\//i, 'Auth0'],
];

/** An entity ID longer than the standard allows (saml-core 8.3.6: 1024) is nobody's. */
const MAX_ISSUER = 1024;

/** The product that made a message, told from its issuer or its attributes; null if nothing tells. */
export function vendorOf(message: SamlMessage): Vendor | null {
  const issuer = issuerOf(message) ?? '';
  const byIssuer = issuer.length > MAX_ISSUER ? undefined : BY_ISSUER.find(([form]) => form.test(issuer));
  if (byIssuer !== undefined) return byIssuer[1];
  const names = assertionsOf(message).flatMap(({ attributes }) => attributes.slice(0, 100).map(({ name }) => name));
  return BY_ATTRIBUTE.find(([form]) => names.some((name) => form.test(name)))?.[1] ?? null;
}
