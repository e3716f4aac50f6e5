import { type MessageTarget, pickEndpoint } from '#server/saml/pick-endpoint.ts';
import { nameWords } from '#shared/base/issue-words.ts';
import { canEncryptBy, type EncryptionReceiver } from '#shared/crypto/encryption/encrypt.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { Endpoint, Entity, SpRole } from '#shared/saml/metadata.ts';
import { BINDING, SUBJECT_ID } from '#shared/saml/names.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { parseXml } from '#shared/xml/parse.ts';

/** Somebody who may ask this IdP for a login: an SP as its metadata describes it. */
export interface ServiceProvider {
  readonly entityId: string;
  readonly role: SpRole;
  /** Keys that its messages may be signed with. */
  readonly keys: readonly TrustedKey[];
  /** Whom to encrypt for: the first key of its metadata that is for that; null: it offers none. */
  readonly receiver: EncryptionReceiver | null;
  /** Which identifier it says that it needs (saml-subject-id-attr 4): `subject-id`, `pairwise-id`, `any`, `none`; null: it says nothing. */
  readonly subjectId: string | null;
}

/** XML texts of metadata, or where to get them: a function is asked at every request. */
export type MetadataSource = readonly string[] | (() => readonly string[] | Promise<readonly string[]>);

/** Gives the service providers of a source. A text that was read before is not read again. */
export function serviceProvidersFrom(source: MetadataSource): () => Promise<readonly ServiceProvider[]> {
  let known = new Map<string, Promise<readonly ServiceProvider[]>>();
  return async () => {
    const texts = typeof source === 'function' ? await source() : source;
    known = new Map(texts.map((text) => [text, known.get(text) ?? readServiceProviders(text)]));
    return (await Promise.all(known.values())).flat();
  };
}

/**
 * The SPs of one metadata document.
 * @throws WorkbenchError if it is not metadata, or a certificate in it cannot be read
 */
async function readServiceProviders(xml: string): Promise<readonly ServiceProvider[]> {
  const message = readMessage(parseXml(xml));
  if (message.kind !== 'Metadata')
    throw new SamlError('metadata-expected', { name: nameWords(message.element.localName) });
  return Promise.all(message.entities.flatMap((entity) => (entity.sp === null ? [] : [describe(entity, entity.sp)])));
}

async function describe(entity: Entity, role: SpRole): Promise<ServiceProvider> {
  const { entityId } = entity;
  const signing = role.keys.filter(({ use }) => use !== 'encryption');
  const keys = signing.map(async ({ certificate }): Promise<TrustedKey> => {
    return { certificate: await readCertificate(certificate), entityId, source: 'metadata' };
  });
  return {
    entityId,
    role,
    keys: await Promise.all(keys),
    receiver: await receiverOf(entity),
    subjectId: signalOf(entity),
  };
}

function signalOf(entity: Entity): string | null {
  const { entityAttributes } = readEntityDetails(entity).extensions;
  const signal = entityAttributes.find(({ name }) => name === SUBJECT_ID.signal);
  return signal?.values[0] ?? null;
}

/** Where the key descriptor names methods, the first of them that there is here; AES-GCM and OAEP in any case. */
async function receiverOf(entity: Entity): Promise<EncryptionReceiver | null> {
  const role = readEntityDetails(entity).roles.find(({ name }) => name === 'SPSSODescriptor');
  for (const { use, certificates, encryptionMethods } of role?.keys ?? []) {
    const [base64] = use === 'signing' ? [] : certificates;
    if (base64 === undefined) continue;
    const certificate = await readCertificate(base64);
    if (certificate.keyType !== 'RSA') continue;
    const usable = encryptionMethods.filter(canEncryptBy);
    const content = usable.find((uri) => uri.endsWith('-gcm')) ?? DEFAULT_METHODS.content;
    const transport = usable.find((uri) => !uri.endsWith('-gcm')) ?? DEFAULT_METHODS.transport;
    return { certificate, entityId: entity.entityId, content, transport };
  }
  return null;
}

/** What every SP of SAML2Int opens (SDP-ALG01). */
const DEFAULT_METHODS = {
  content: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  transport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
};

/** The assertion consumer that takes responses by POST where nothing says which: the default one, else the first (saml-metadata 2.4.4.1). */
export function defaultConsumer({ role }: ServiceProvider): string | null {
  const consumers = role.assertionConsumer.filter(({ binding }) => binding === BINDING.post);
  return (consumers.find(({ isDefault }) => isDefault) ?? consumers[0])?.location ?? null;
}

/** Where a link can have a login begun at the SP (sstc-request-initiation 2); null: its metadata names no such web address. */
export function loginStart({ role }: ServiceProvider): string | null {
  const isOurs = ({ binding, location }: Endpoint) =>
    binding === BINDING.requestInitiation && /^https?:$/.test(URL.parse(location)?.protocol ?? '');
  return role.requestInitiators.find(isOurs)?.location ?? null;
}

/** Where a browser takes LogoutRequests to; null: the SP's metadata offers nothing that a browser can carry. */
export function logoutTarget({ role }: ServiceProvider): MessageTarget | null {
  return pickEndpoint(role.singleLogout, ({ location }) => location);
}

/** Where a browser takes LogoutResponses to. */
export function logoutAnswerTarget({ role }: ServiceProvider): MessageTarget | null {
  return pickEndpoint(role.singleLogout, ({ location, responseLocation }) => responseLocation ?? location);
}

/** Where the SP takes LogoutRequests over SOAP; null: nowhere. */
export function soapLogoutUrl({ role }: ServiceProvider): string | null {
  return role.singleLogout.find(({ binding }) => binding === BINDING.soap)?.location ?? null;
}
