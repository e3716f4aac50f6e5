import { formatInstant } from '#shared/base/instant.ts';
import { CryptoError } from '#shared/crypto/crypto-error.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import { BINDING, NAMESPACE } from './names.ts';
import { writeElement, writeTextElement } from './write-element.ts';

/** What metadata of both roles says (saml-metadata 2.3.2, 2.4.2). */
interface RoleDraft {
  readonly entityId: string;
  /** PEM, of the keys that this entity signs with; more than one while a key is being rolled over. */
  readonly certificates: readonly string[];
  readonly singleLogout: readonly EndpointDraft[];
  readonly nameIdFormats: readonly string[];
  /** Milliseconds since the epoch. */
  readonly validUntil?: number;
}

/** saml-metadata 2.2.2 */
interface EndpointDraft {
  /** URI. */
  readonly binding: string;
  readonly location: string;
  readonly responseLocation?: string;
}

/** saml-metadata 2.4.4 */
export interface SpMetadataDraft extends RoleDraft {
  /** PEM, of the keys that this entity can decrypt with. None are advertised unless given: an IdP that finds one encrypts. */
  readonly encryptionCertificates?: readonly string[];
  /** URLs that take responses by HTTP-POST; the first is the default one. */
  readonly assertionConsumers: readonly string[];
  /** Where a link from elsewhere can have a login begun (sstc-request-initiation 2). */
  readonly requestInitiator?: string;
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
}

/** saml-metadata 2.4.3 */
export interface IdpMetadataDraft extends RoleDraft {
  readonly singleSignOn: readonly EndpointDraft[];
  readonly wantAuthnRequestsSigned: boolean;
}

/**
 * The XML text of an SP's metadata, unsigned.
 * Order of the schema: extensions, keys, logout, NameID formats, assertion consumers (saml-metadata 2.4.1, 2.4.2, 2.4.4).
 *
 * @throws WorkbenchError `certificate-missing` if a PEM text has no certificate
 */
export function writeSpMetadata(draft: SpMetadataDraft): string {
  const consumers = draft.assertionConsumers.map((location, index) =>
    writeElement('md:AssertionConsumerService', {
      Binding: BINDING.post,
      Location: location,
      index: String(index),
      isDefault: index === 0 ? 'true' : null,
    }),
  );
  const attributes = {
    AuthnRequestsSigned: String(draft.authnRequestsSigned),
    WantAssertionsSigned: String(draft.wantAssertionsSigned),
    protocolSupportEnumeration: NAMESPACE.protocol,
  };
  const extensions = draft.requestInitiator === undefined ? '' : writeRequestInitiator(draft.requestInitiator);
  const keys = writeKeys(draft.certificates, 'signing') + writeKeys(draft.encryptionCertificates ?? [], 'encryption');
  return writeEntity(
    draft,
    writeElement('md:SPSSODescriptor', attributes, extensions + keys + writeSsoServices(draft) + consumers.join('')),
  );
}

/**
 * The XML text of an IdP's metadata, unsigned. Order: keys, logout, NameID formats, single sign-on (saml-metadata 2.4.3).
 *
 * @throws WorkbenchError `certificate-missing` if a PEM text has no certificate
 */
export function writeIdpMetadata(draft: IdpMetadataDraft): string {
  const attributes = {
    WantAuthnRequestsSigned: String(draft.wantAuthnRequestsSigned),
    protocolSupportEnumeration: NAMESPACE.protocol,
  };
  const signOn = draft.singleSignOn.map((endpoint) => writeEndpoint('md:SingleSignOnService', endpoint));
  const content = writeKeys(draft.certificates, 'signing') + writeSsoServices(draft) + signOn.join('');
  return writeEntity(draft, writeElement('md:IDPSSODescriptor', attributes, content));
}

function writeEntity(draft: RoleDraft, role: string): string {
  const attributes = {
    'xmlns:md': NAMESPACE.metadata,
    'xmlns:ds': NAMESPACE.signature,
    entityID: draft.entityId,
    validUntil: draft.validUntil === undefined ? null : formatInstant(draft.validUntil),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement('md:EntityDescriptor', attributes, role)}`;
}

function writeKeys(certificates: readonly string[], use: 'signing' | 'encryption'): string {
  return certificates.map((pem) => writeElement('md:KeyDescriptor', { use }, writeKeyInfo(pem))).join('');
}

function writeKeyInfo(pem: string): string {
  const block = readPemBlocks(pem).find(({ label }) => label === 'CERTIFICATE');
  if (block === undefined) throw new CryptoError('certificate-missing');
  const base64 = block.body.replace(/\s+/g, '');
  const data = writeElement('ds:X509Data', {}, writeTextElement('ds:X509Certificate', {}, base64));
  return writeElement('ds:KeyInfo', {}, data);
}

function writeSsoServices(draft: RoleDraft): string {
  const logout = draft.singleLogout.map((endpoint) => writeEndpoint('md:SingleLogoutService', endpoint));
  const formats = draft.nameIdFormats.map((format) => writeTextElement('md:NameIDFormat', {}, format));
  return logout.join('') + formats.join('');
}

function writeRequestInitiator(location: string): string {
  const namespace = NAMESPACE.requestInitiation;
  const attributes = { 'xmlns:init': namespace, Binding: BINDING.requestInitiation, Location: location };
  return writeElement('md:Extensions', {}, writeElement('init:RequestInitiator', attributes));
}

function writeEndpoint(name: string, endpoint: EndpointDraft): string {
  return writeElement(name, {
    Binding: endpoint.binding,
    Location: endpoint.location,
    ResponseLocation: endpoint.responseLocation,
  });
}
