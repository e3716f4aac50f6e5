import { NAMESPACE } from '#shared/saml/names.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

const PROTOCOL: readonly string[] = [NAMESPACE.protocol, NAMESPACE.protocol11];
const ASSERTION: readonly string[] = [NAMESPACE.assertion, NAMESPACE.assertion11];

/** Names that SAML gives a meaning, with the namespaces in which they have it; the first is the usual one. */
const VOCABULARIES: readonly (readonly [names: string, homes: readonly string[]])[] = [
  ['Response AuthnRequest LogoutRequest LogoutResponse ArtifactResolve ArtifactResponse', PROTOCOL],
  ['Status StatusCode NameIDPolicy SessionIndex', PROTOCOL],
  ['Assertion EncryptedAssertion EncryptedID EncryptedAttribute Issuer NameID Subject SubjectConfirmation', ASSERTION],
  ['Conditions AudienceRestriction AuthnStatement AttributeStatement Attribute', ASSERTION],
  ['EntitiesDescriptor EntityDescriptor IDPSSODescriptor SPSSODescriptor KeyDescriptor', [NAMESPACE.metadata]],
  ['Signature KeyInfo', [NAMESPACE.signature]],
  ['EncryptedData EncryptedKey', [NAMESPACE.encryption]],
];

const HOMES: ReadonlyMap<string, readonly string[]> = new Map(
  VOCABULARIES.flatMap(([names, homes]) => names.split(' ').map((name) => [name, homes] as const)),
);

/** The namespaces of SAML's messages, assertions and metadata. */
export const OF_SAML: ReadonlySet<string> = new Set([...PROTOCOL, ...ASSERTION, NAMESPACE.metadata]);

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map([...HOMES.keys()].map((name) => [name.toLowerCase(), name]));

/** A name as SAML writes it, whatever case it came in; null for one that SAML does not have. */
export function vocabularyName(localName: string): string | null {
  return BY_LOWER_CASE.get(localName.toLowerCase()) ?? null;
}

/** Names that mean what they look like in whatever namespace has SAML in its own name, but for this one (saml-profiles 4.2). */
const UNMISTAKABLE: ReadonlySet<string> = new Set(
  [VOCABULARIES[0], VOCABULARIES[4]].flatMap((row) => row?.[0].split(' ') ?? []).concat('Assertion'),
);
const ECP = 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp';

/** Elements whose content is anybody's (`xs:any`). */
const OPEN: ReadonlySet<string> = new Set(['AttributeValue', 'Extensions', 'StatusDetail', 'SubjectConfirmationData']);

/**
 * The namespace that an element's name belongs to, where the element is in none, in that of its SAML surroundings, or in
 * one that is misspelt: a prefix or a declaration was forgotten, or written wrong. Null where all is well, in other vocabularies, and below an element
 * that is misplaced itself.
 */
export function missedNamespace({ localName, namespace, parent }: XmlElement): string | null {
  const homes = HOMES.get(localName);
  if (homes === undefined || homes.includes(namespace)) return null;
  if (namespace !== '' && !OF_SAML.has(namespace) && !isMisspelt(localName, namespace)) return null;
  if (parent !== null && (!OF_SAML.has(parent.namespace) || OPEN.has(parent.localName))) return null;
  return homes[0] ?? null;
}

function isMisspelt(localName: string, namespace: string): boolean {
  return UNMISTAKABLE.has(localName) && namespace !== ECP && /saml/i.test(namespace);
}
