import { CryptoError } from '#shared/crypto/crypto-error.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import { ATTRIBUTE_FORMAT, NAMESPACE, SUBJECT_ID } from '#shared/saml/names.ts';
import type {
  ContactDraft,
  EndpointDraft,
  LocalizedDraft,
  OrganizationDraft,
  RequestedAttributesDraft,
  UiDraft,
} from './metadata-draft.ts';
import { writeElement, writeTextElement } from './write-element.ts';

/**
 * `md:KeyDescriptor` for each certificate.
 * @param methods URIs for EncryptionMethod, where the key is for encryption
 * @throws WorkbenchError `certificate-missing` if a PEM text has no certificate
 */
export function writeKeys(
  certificates: readonly string[],
  use: 'signing' | 'encryption',
  methods: readonly string[] = [],
): string {
  const offered = methods.map((uri) => writeElement('md:EncryptionMethod', { Algorithm: uri })).join('');
  return certificates.map((pem) => writeElement('md:KeyDescriptor', { use }, writeKeyInfo(pem) + offered)).join('');
}

function writeKeyInfo(pem: string): string {
  const block = readPemBlocks(pem).find(({ label }) => label === 'CERTIFICATE');
  if (block === undefined) throw new CryptoError('certificate-missing');
  const base64 = block.body.replace(/\s+/g, '');
  const data = writeElement('ds:X509Data', {}, writeTextElement('ds:X509Certificate', {}, base64));
  return writeElement('ds:KeyInfo', {}, data);
}

/** An endpoint without an index (saml-metadata 2.2.2). A ResponseLocation that is the Location itself says nothing. */
export function writeEndpoint(name: string, { binding, location, responseLocation }: EndpointDraft): string {
  const answers = responseLocation === location ? null : responseLocation;
  return writeElement(name, { Binding: binding, Location: location, ResponseLocation: answers });
}

/** `mdui:UIInfo` (saml-metadata-ui 2.1); empty where there is nothing to show. */
export function writeUiInfo(ui: UiDraft): string {
  const content = [
    localized('mdui:DisplayName', ui.displayName),
    localized('mdui:Description', ui.description),
    localized('mdui:InformationURL', ui.informationUrl),
    localized('mdui:PrivacyStatementURL', ui.privacyUrl),
    ui.logo === undefined ? '' : writeLogo(ui.logo),
  ].join('');
  return content === '' ? '' : writeElement('mdui:UIInfo', { 'xmlns:mdui': NAMESPACE.metadataUi }, content);
}

function writeLogo({ url, width, height }: NonNullable<UiDraft['logo']>): string {
  return writeTextElement('mdui:Logo', { height: String(height), width: String(width) }, url);
}

/** The entity's wish for an identifier, as an entity attribute (saml-subject-id-attr 4, saml-metadata-attr 2.1). */
export function writeSubjectIdSignal(value: string): string {
  const attributes = { Name: SUBJECT_ID.signal, NameFormat: ATTRIBUTE_FORMAT.uri, 'xmlns:saml': NAMESPACE.assertion };
  const signal = writeElement('saml:Attribute', attributes, writeTextElement('saml:AttributeValue', {}, value));
  return writeElement('mdattr:EntityAttributes', { 'xmlns:mdattr': NAMESPACE.metadataAttributes }, signal);
}

/** `md:Organization` (saml-metadata 2.3.2.1). */
export function writeOrganization({ name, displayName, url }: OrganizationDraft): string {
  const content =
    localized('md:OrganizationName', name) +
    localized('md:OrganizationDisplayName', displayName) +
    localized('md:OrganizationURL', url);
  return writeElement('md:Organization', {}, content);
}

/** `md:ContactPerson`, its parts in the order of the schema (saml-metadata 2.3.2.2). */
export function writeContact({ type, company, givenName, surname, email, phone }: ContactDraft): string {
  const address = email === undefined || /^mailto:/i.test(email) ? email : `mailto:${email}`;
  const content = [
    optional('md:Company', company),
    optional('md:GivenName', givenName),
    optional('md:SurName', surname),
    optional('md:EmailAddress', address),
    optional('md:TelephoneNumber', phone),
  ].join('');
  return writeElement('md:ContactPerson', { contactType: type }, content);
}

/** One `md:AttributeConsumingService`, the default one (saml-metadata 2.4.4.1); empty where nothing is asked for. */
export function writeRequestedAttributes({ serviceName, attributes }: RequestedAttributesDraft): string {
  if (attributes.length === 0) return '';
  const requested = attributes.map(({ name, nameFormat, friendlyName, isRequired }) =>
    writeElement('md:RequestedAttribute', {
      Name: name,
      NameFormat: nameFormat,
      FriendlyName: friendlyName,
      isRequired: String(isRequired),
    }),
  );
  const content = localized('md:ServiceName', serviceName) + requested.join('');
  return writeElement('md:AttributeConsumingService', { index: '0', isDefault: 'true' }, content);
}

function localized(name: string, texts: LocalizedDraft | undefined): string {
  return Object.entries(texts ?? {})
    .map(([language, text]) => writeTextElement(name, { 'xml:lang': language }, text))
    .join('');
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? '' : writeTextElement(name, {}, text);
}
