import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Assertion, Attribute } from '#shared/saml/assertion.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { descendants } from '#shared/xml/navigate.ts';

/** What a message says about a person. */
export interface MessageContent {
  readonly hasSubject: boolean;
  readonly nameId: NameIdentifier | null;
  readonly sessionIndexes: readonly string[];
  readonly attributes: readonly Attribute[];
}

/**
 * The subject, session indexes and attributes of a message. Where a verified signature covers some of a response's
 * assertions, only those count: the summary must not follow an element that somebody put beside the signed one
 * (signature wrapping).
 */
export function messageContentOf(inspected: InspectedMessage): MessageContent {
  const message = inspected.message;
  switch (message?.kind) {
    case 'Response':
      return fromAssertions(consumedAssertions(message.assertions, inspected));
    case 'Response11':
      return fromAssertions(consumedAssertions(message.assertions, inspected));
    case 'Assertion':
    case 'Assertion11':
      return fromAssertions([message.assertion]);
    case 'AuthnRequest':
    case 'SubjectQuery':
    case 'AuthnQuery':
    case 'AttributeQuery':
    case 'AuthzDecisionQuery':
      return { ...NOTHING, hasSubject: message.subject !== null, nameId: message.subject?.nameId ?? null };
    case 'ManageNameIDRequest':
    case 'NameIDMappingRequest':
    case 'NameIDMappingResponse':
      return {
        ...NOTHING,
        hasSubject: message.nameId !== null || message.encryptedId !== null,
        nameId: message.nameId,
      };
    case 'LogoutRequest':
      return {
        ...NOTHING,
        hasSubject: message.nameId !== null || message.encryptedId !== null,
        nameId: message.nameId,
        sessionIndexes: message.sessionIndexes,
      };
    default:
      return NOTHING;
  }
}

const NOTHING: MessageContent = { hasSubject: false, nameId: null, sessionIndexes: [], attributes: [] };

function fromAssertions(assertions: readonly Assertion[]): MessageContent {
  const subjects = assertions.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const sessions = assertions.flatMap(({ authnStatements }) => authnStatements.map(({ sessionIndex }) => sessionIndex));
  return {
    hasSubject: subjects.length > 0,
    nameId: subjects.find(({ nameId }) => nameId !== null)?.nameId ?? null,
    sessionIndexes: [...new Set(sessions.filter((index) => index !== null))],
    attributes: assertions.flatMap(({ attributes }) => attributes),
  };
}

/** The assertions under a verified signature; all of them where none is. */
function consumedAssertions(assertions: readonly Assertion[], inspected: InspectedMessage): readonly Assertion[] {
  const signed = new Set(inspected.signatures.filter(({ outcome }) => outcome === 'valid').map(({ signed }) => signed));
  if (inspected.message !== null && signed.has(inspected.message.element)) return assertions;
  const covered = assertions.filter(({ element }) => signed.has(element));
  return covered.length > 0 ? covered : assertions;
}

/** Whether any part of the message came encrypted (xmlenc-core 3.1), opened here or not. */
export function isEncrypted({ document, decryptions }: InspectedMessage): boolean {
  if (decryptions.length > 0) return true;
  if (document === null) return false;
  for (const element of descendants(document.root)) {
    if (element.localName === 'EncryptedData' && element.namespace === NAMESPACE.encryption) return true;
  }
  return false;
}
