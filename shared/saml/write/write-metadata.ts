import { formatInstant } from '#shared/base/instant.ts';
import { BINDING, NAMESPACE } from '#shared/saml/names.ts';
import type { IdpMetadataDraft, SpMetadataDraft } from './metadata-draft.ts';
import { writeElement, writeTextElement } from './write-element.ts';
import {
  writeContact,
  writeEndpoint,
  writeKeys,
  writeOrganization,
  writeRequestedAttributes,
  writeSubjectIdSignal,
  writeUiInfo,
} from './write-metadata-parts.ts';

type RoleDraft = Pick<
  SpMetadataDraft,
  'entityId' | 'id' | 'validUntil' | 'cacheDuration' | 'singleLogout' | 'nameIdFormats'
>;

/**
 * The XML text of an SP's metadata, unsigned; `signElement` signs it by its `id`.
 * Order of the schema: extensions, keys, logout, NameID formats, assertion consumers, attributes; behind the role
 * organization and contacts (saml-metadata 2.3.2, 2.4.1, 2.4.2, 2.4.4).
 *
 * @throws WorkbenchError `certificate-missing` if a PEM text has no certificate, `xml-not-well-formed` if a value has a
 *   character that XML cannot carry
 */
export function writeSpMetadata(draft: SpMetadataDraft): string {
  const attributes = {
    AuthnRequestsSigned: String(draft.authnRequestsSigned),
    WantAssertionsSigned: String(draft.wantAssertionsSigned),
    protocolSupportEnumeration: NAMESPACE.protocol,
  };
  const content = [
    writeRoleExtensions(draft),
    writeKeys(draft.certificates, 'signing'),
    writeKeys(draft.encryptionCertificates ?? [], 'encryption', draft.encryptionMethods),
    writeSsoServices(draft),
    ...draft.assertionConsumers.map(writeAssertionConsumer),
    draft.requestedAttributes === undefined ? '' : writeRequestedAttributes(draft.requestedAttributes),
  ];
  const { subjectId, organization, contacts = [] } = draft;
  const before = subjectId === undefined ? '' : writeElement('md:Extensions', {}, writeSubjectIdSignal(subjectId));
  const behind = [organization === undefined ? '' : writeOrganization(organization), ...contacts.map(writeContact)];
  const role = writeElement('md:SPSSODescriptor', attributes, content.join(''));
  return writeEntity(draft, before + role + behind.join(''));
}

/**
 * The XML text of an IdP's metadata, unsigned. Order: extensions, keys, logout, NameID formats, single sign-on (saml-metadata 2.4.3).
 *
 * @throws WorkbenchError `certificate-missing` if a PEM text has no certificate
 */
export function writeIdpMetadata(draft: IdpMetadataDraft): string {
  const attributes = {
    WantAuthnRequestsSigned: String(draft.wantAuthnRequestsSigned),
    protocolSupportEnumeration: NAMESPACE.protocol,
  };
  const signOn = draft.singleSignOn.map((endpoint) => writeEndpoint('md:SingleSignOnService', endpoint));
  const keys = writeKeys(draft.certificates, 'signing');
  const content = writeScopes(draft.scopes ?? []) + keys + writeSsoServices(draft) + signOn.join('');
  return writeEntity(draft, writeElement('md:IDPSSODescriptor', attributes, content));
}

function writeEntity({ entityId, id, validUntil, cacheDuration }: RoleDraft, content: string): string {
  const attributes = {
    'xmlns:md': NAMESPACE.metadata,
    'xmlns:ds': NAMESPACE.signature,
    ID: id,
    entityID: entityId,
    validUntil: validUntil === undefined ? null : formatInstant(validUntil),
    cacheDuration: cacheDuration === undefined ? null : `PT${Math.round(cacheDuration / 1000)}S`,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement('md:EntityDescriptor', attributes, content)}`;
}

function writeAssertionConsumer(location: string, index: number): string {
  return writeElement('md:AssertionConsumerService', {
    Binding: BINDING.post,
    Location: location,
    index: String(index),
    isDefault: index === 0 ? 'true' : null,
  });
}

function writeSsoServices(draft: RoleDraft): string {
  const logout = draft.singleLogout.map((endpoint) => writeEndpoint('md:SingleLogoutService', endpoint));
  const formats = draft.nameIdFormats.map((format) => writeTextElement('md:NameIDFormat', {}, format));
  return logout.join('') + formats.join('');
}

function writeRoleExtensions({ ui, requestInitiator }: SpMetadataDraft): string {
  const content =
    (ui === undefined ? '' : writeUiInfo(ui)) +
    (requestInitiator === undefined ? '' : writeRequestInitiator(requestInitiator));
  return content === '' ? '' : writeElement('md:Extensions', {}, content);
}

function writeScopes(scopes: readonly string[]): string {
  const attributes = { 'xmlns:shibmd': NAMESPACE.shibboleth, regexp: 'false' };
  const elements = scopes.map((scope) => writeTextElement('shibmd:Scope', attributes, scope));
  return elements.length === 0 ? '' : writeElement('md:Extensions', {}, elements.join(''));
}

function writeRequestInitiator(location: string): string {
  const namespace = NAMESPACE.requestInitiation;
  const attributes = { 'xmlns:init': namespace, Binding: BINDING.requestInitiation, Location: location };
  return writeElement('init:RequestInitiator', attributes);
}
