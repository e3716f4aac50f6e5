import type { SamlSettings } from '#server/config/config.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { spLogoutEndpoints } from '#shared/saml/connection/endpoints.ts';
import { encryptionCertificates, spCertificates } from '#shared/saml/connection/sp-keys.ts';
import type { SpMetadataSettings } from '#shared/saml/connection/sp-settings.ts';
import { ATTRIBUTE_FORMAT, BINDING, NAMEID_FORMAT, SUBJECT_ID } from '#shared/saml/names.ts';
import type { RequestedAttributesDraft, SpMetadataDraft } from '#shared/saml/write/metadata-draft.ts';

const HOUR = 3_600_000;

/**
 * What is offered to encrypt with: what nobody can change on its way, the strongest first. AES-CBC is opened, too, where
 * an IdP has nothing else, but not asked for. In saml2int what that profile names (SDP-ALG01).
 */
const ENCRYPTION_METHODS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes192-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
];
const SAML2INT_METHODS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
];

/**
 * What the metadata of a connection's SP says, as it follows from the connection.
 * @param login where a link from elsewhere has a login begun
 * @param now milliseconds since the epoch
 */
export function describeSp(settings: SamlSettings, login: string, now: number): SpMetadataDraft {
  const { connection } = settings;
  const { sp, accept, mode } = connection;
  const { metadata } = sp;
  const isSaml2Int = mode === 'saml2int';
  const validFor = metadata?.validFor ?? (isSaml2Int ? 14 * 24 * HOUR : undefined);
  const cacheFor = metadata?.cacheFor ?? (isSaml2Int ? 6 * HOUR : undefined);
  return {
    entityId: sp.entityId,
    certificates: spCertificates(sp),
    encryptionCertificates: encryptionCertificates(sp),
    encryptionMethods: isSaml2Int ? SAML2INT_METHODS : ENCRYPTION_METHODS,
    assertionConsumers: [sp.acs],
    requestInitiator: login,
    singleLogout: logoutEndpoints(connection),
    nameIdFormats: nameIdFormats(connection),
    authnRequestsSigned: sp.key !== null,
    wantAssertionsSigned: !accept.assertionUnsigned,
    ui: metadata,
    organization: metadata?.organization,
    contacts: metadata?.contacts,
    requestedAttributes: requestedAttributes(settings, metadata),
    subjectId: metadata?.subjectId ?? (isSaml2Int ? subjectIdOf(connection) : undefined),
    ...(validFor === undefined ? {} : { validUntil: now + validFor }),
    ...(cacheFor === undefined ? {} : { cacheDuration: cacheFor }),
  };
}

/** What is not there works for nobody: SAML2Int has logout by redirect alone (SDP-SP26, SP32). */
function logoutEndpoints({ sp, mode }: Connection): SpMetadataDraft['singleLogout'] {
  const endpoints = spLogoutEndpoints(sp);
  return mode === 'saml2int' ? endpoints.filter(({ binding }) => binding === BINDING.redirect) : endpoints;
}

/** The format that is asked for, or those that say who somebody is; a transient one only where it need not. */
function nameIdFormats({ user, request, mode }: Connection): readonly string[] {
  if (mode === 'saml2int') return [NAMEID_FORMAT.transient];
  const policy = request?.nameId;
  if (typeof policy === 'object' && policy.format !== undefined) return [policy.format];
  const isUser = user.id === 'NameID' || user.directory === 'NameID';
  const lasting = [NAMEID_FORMAT.persistent, NAMEID_FORMAT.emailAddress, NAMEID_FORMAT.unspecified];
  return isUser ? lasting : [...lasting, NAMEID_FORMAT.transient];
}

function subjectIdOf({ user }: Connection): SpMetadataDraft['subjectId'] {
  if (user.id === SUBJECT_ID.subject) return 'subject-id';
  return user.id === SUBJECT_ID.pairwise ? 'pairwise-id' : 'none';
}

/** Every attribute of the map once, with those that say who the user is: an IdP that goes by it releases these. */
function requestedAttributes(
  { connection: { user, attributes }, description, prefix }: SamlSettings,
  metadata: SpMetadataSettings | undefined,
): RequestedAttributesDraft | undefined {
  if (metadata?.requestAttributes === false) return undefined;
  const ofUser = [user.id, user.directory].filter((from) => from !== 'NameID' && !from.startsWith('['));
  const wanted = new Map<string, RequestedAttributesDraft['attributes'][number]>();
  for (const name of ofUser) wanted.set(name, { name, nameFormat: formatOf(name), isRequired: true });
  for (const { from: name, by, nameFormat = formatOf(name), required } of attributes) {
    // A wish names an attribute by its Name: of what is known by FriendlyName alone there is none.
    if (by === 'friendlyName') continue;
    const isRequired = required || wanted.get(name)?.isRequired === true;
    wanted.set(name, { name, nameFormat, isRequired });
  }
  return {
    serviceName: metadata?.displayName ?? { en: description || prefix },
    attributes: [...wanted.values()],
  };
}

/** A name that is a URI has that format; of others nobody says which (saml-core 8.2). */
function formatOf(name: string): string | undefined {
  return /^(?:urn:|https?:\/\/)/i.test(name) ? ATTRIBUTE_FORMAT.uri : undefined;
}
