import { durationWords } from '#shared/base/duration-words.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { SamlMessage, Status } from '#shared/saml/messages.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import type { Instant, NameIdentifier } from '#shared/saml/values.ts';
import { assertionFacts } from './assertion-facts.ts';
import { absent, byShortUri, type Fact, type FactGroup, fact, group, noted } from './fact.ts';
import { messageContentOf } from './message-content.ts';
import { parameterFacts } from './parameter-facts.ts';
import { particularFacts } from './particular-facts.ts';

/**
 * What the message itself says, its assertions apart: status, head, what only messages of its kind say. Null for what
 * is no message, and for an element that has no head.
 * @param at when it was received, in milliseconds since the epoch; null where nobody knows
 */
export function messageGroup(inspected: InspectedMessage, at: number | null): FactGroup | null {
  const { message, reading } = inspected;
  if (message === null || saysNothing(message)) return null;
  const facts = [
    ...('status' in message ? statusFacts(message.status) : []),
    ...fact('issuer', issuerIdentifier(message)?.value),
    ...fact('destination', message.destination),
    ...('inResponseTo' in message ? fact('in-response-to', message.inResponseTo) : []),
    ...fact('issued', noted(message.issueInstant?.text ?? null, ageWords(message.issueInstant, at))),
    ...('nameId' in message || ('subject' in message && message.subject !== null) ? personFacts(inspected) : []),
    ...particularFacts(message),
    ...fact('relay-state', reading.wire?.relayState),
    ...fact('id', message.id),
  ];
  return group('Message', facts);
}

/**
 * What a message says beside its head, its status and what it says about a person, for programs: what a request asks
 * for, for whom and how long an assertion holds, what parameters beside it say. Only what is there.
 */
export function detailFacts({ message, reading, artifactIssuer }: InspectedMessage): readonly Fact[] {
  return [
    ...parameterFacts(reading, artifactIssuer ?? null),
    ...(message === null ? [] : particularFacts(message)),
    ...assertionsInClear(message).flatMap((assertion) => assertionFacts(assertion, null, null)),
  ];
}

/** Whom a message is about, and in which sessions: of a response only what is signed, where anything is (`contentOf`). */
export function personFacts(inspected: InspectedMessage): readonly Fact[] {
  const { hasSubject, nameId, sessionIndexes } = messageContentOf(inspected);
  return [...nameIdFacts(nameId, hasSubject), ...fact('session-index', sessionIndexes)];
}

/**
 * A NameID with everything that makes it another one (saml-core 2.2.2).
 * @param isClosed where there is none: whether one is there and encrypted
 */
export function nameIdFacts(nameId: NameIdentifier | null, isClosed: boolean): readonly Fact[] {
  if (nameId === null) return fact('name-id', absent(isClosed ? 'encrypted' : 'none'));
  return [
    ...fact('name-id', nameId.value),
    ...fact('name-id-format', byShortUri(nameId.format) ?? absent('not stated')),
    ...fact('name-qualifier', nameId.nameQualifier),
    ...fact('sp-name-qualifier', nameId.spNameQualifier),
    ...fact('sp-provided-id', nameId.spProvidedId),
  ];
}

/** The message's Issuer, or where it has none that of its first assertion. */
export function issuerIdentifier(message: SamlMessage): NameIdentifier | null {
  return message.issuer ?? assertionsInClear(message)[0]?.issuer ?? null;
}

/** Every assertion that a message carries in the clear. */
export function assertionsInClear(message: SamlMessage | null): readonly Assertion[] {
  if (message?.kind === 'Response' || message?.kind === 'Response11') return message.assertions;
  return message?.kind === 'Assertion' || message?.kind === 'Assertion11' ? [message.assertion] : [];
}

/** An element that is no protocol message has none of this; a token's answer and a fault have no head, but particulars. */
function saysNothing({ kind, id, issuer, destination, issueInstant }: SamlMessage): boolean {
  if (kind === 'SecurityTokenResponse' || kind === 'SoapFault') return false;
  if (kind === 'Metadata') return true;
  return id === null && issuer === null && destination === null && issueInstant === null;
}

/** The codes from the outermost inwards, and what the sender said about it. */
function statusFacts(status: Status | null): readonly Fact[] {
  if (status === null) return fact('status', absent('none stated'));
  const words = status.codes.map(shortUri).join(' / ');
  // A second code under Success takes something of it back: PartialLogout.
  const tone = !isSuccess(status) ? 'bad' : status.codes.length === 1 ? 'good' : 'warning';
  return [
    ...fact('status', words, { tone }),
    ...fact('status-message', status.message),
    ...fact('status-detail', status.detail),
  ];
}

function ageWords(issued: Instant | null, at: number | null): string | null {
  if (issued?.time == null || at === null) return null;
  const age = at - issued.time;
  const words = `received ${durationWords(age)}`;
  return age >= 0 ? `${words} later` : `${words} earlier: the clocks differ`;
}
