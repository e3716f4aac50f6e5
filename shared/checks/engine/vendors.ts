import type { Finding } from '#shared/inspection/finding.ts';
import { issuerOf } from '#shared/inspection/trust.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';

/** Identity providers whose advice differs. */
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

/** These, and service providers. */
export type Product = Vendor | 'Qlik Sense';

type Forms<P> = readonly (readonly [RegExp, P])[];

/** By entity ID: the forms that each product gives by default. */
const BY_ISSUER: Forms<Vendor> = [
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

/** By the address that a request goes to: the endpoints of each product. */
const BY_ENDPOINT: Forms<Vendor> = [
  [/^https:\/\/login\.(?:microsoftonline\.(?:com|us|de)|windows\.net)\/[^/]+\/saml2/i, 'Entra ID'],
  [/\/adfs\/ls\/?(?:$|\?)/i, 'AD FS'],
  [/^https:\/\/[\w-]+\.okta(?:preview)?\.com\/app\//i, 'Okta'],
  [/\.auth0\.com\/samlp\//i, 'Auth0'],
  [/^https:\/\/accounts\.google\.com\/o\/saml2/i, 'Google'],
  [/\.onelogin\.com\/(?:trust\/saml2|saml2?)\//i, 'OneLogin'],
  [/\/idp\/(?:SSO|SLO)\.saml2$|\.pingone\.\w+\//i, 'PingFederate'],
  [/\/realms\/[^/]+\/protocol\/saml/i, 'Keycloak'],
  [/\/idp\/profile\/SAML2\//i, 'Shibboleth'],
  [/\/saml2\/idp\/(?:SSO|SingleLogout)Service\.php|\/module\.php\/saml\/idp\//i, 'SimpleSAMLphp'],
];

/** By attribute name, where an administrator chose the entity ID. */
const BY_ATTRIBUTE: Forms<Vendor> = [
  [/^http:\/\/schemas\.microsoft\.com\/identity\/claims\//i, 'Entra ID'],
  [/^http:\/\/schemas\.auth0\.com\//i, 'Auth0'],
];

/** By the form of the IDs that it makes. */
const BY_ID: Forms<Vendor> = [[/^ID_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'Keycloak']];

/** By the address of the SP: Qlik Sense takes answers at `/<prefix>/samlauthn/`. */
const BY_CONSUMER: Forms<Product> = [[/\/samlauthn(?:\/slo)?\/?$/i, 'Qlik Sense']];

/** An entity ID longer than the standard allows (saml-core 8.3.6: 1024) is nobody's, and no product has a longer URL. */
const MAX_LENGTH = 1024;

/**
 * The product of the identity provider that made a message, or that a request goes to: told from issuer, address,
 * attributes or IDs. Null if nothing tells.
 *
 * @param sender who sent it; a product may stand on either side, and an SP's own entity ID says nothing of the IdP
 */
export function vendorOf(message: SamlMessage, sender: Sender = null): Vendor | null {
  const byAddress = match(BY_ENDPOINT, message.destination);
  if (byAddress !== null || isFromSp(message, sender)) return byAddress;
  const byName = match(BY_ISSUER, issuerOf(message));
  if (byName !== null) return byName;
  const assertions = assertionsOf(message);
  if (assertions.length === 0) return null;
  const names = assertions.flatMap(({ attributes }) => attributes.slice(0, 100).map(({ name }) => name));
  const byAttribute = BY_ATTRIBUTE.find(([form]) => names.some((name) => form.test(name)));
  return byAttribute?.[1] ?? match(BY_ID, message.id);
}

/** Whether a message goes to an address that only identity providers have: then an SP sent it. */
export function isForIdp({ destination }: SamlMessage): boolean {
  return match(BY_ENDPOINT, destination) !== null;
}

/** Who sent a message; null where nothing tells. */
export type Sender = 'idp' | 'sp' | null;

function isFromSp({ kind }: SamlMessage, sender: Sender): boolean {
  return sender === 'sp' || kind === 'AuthnRequest' || kind === 'ArtifactResolve';
}

/** The product of the service provider that a message is for, or that made a request; null if nothing tells. */
export function serviceOf(message: SamlMessage): Product | null {
  const asked = message.kind === 'AuthnRequest' ? message.assertionConsumerServiceUrl : null;
  return match(BY_CONSUMER, asked) ?? match(BY_CONSUMER, message.destination);
}

/**
 * The products of both sides as facts for the words, which then name their settings; null if nothing tells.
 *
 * @param senderOf who sent a message
 */
export function productsOf(
  messages: readonly SamlMessage[],
  senderOf: (message: SamlMessage) => Sender,
): Finding['facts'] | null {
  const vendor = firstOf(messages, (message) => vendorOf(message, senderOf(message)));
  const service = firstOf(messages, serviceOf);
  if (vendor === null && service === null) return null;
  return { ...(vendor === null ? {} : { vendor }), ...(service === null ? {} : { service }) };
}

function firstOf<P>(messages: readonly SamlMessage[], of: (message: SamlMessage) => P | null): P | null {
  for (const message of messages) {
    const found = of(message);
    if (found !== null) return found;
  }
  return null;
}

function match<P>(forms: Forms<P>, text: string | null): P | null {
  if (text === null || text.length > MAX_LENGTH) return null;
  return forms.find(([form]) => form.test(text))?.[1] ?? null;
}
