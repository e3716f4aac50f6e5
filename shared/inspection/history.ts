import type { Assertion } from '#shared/saml/assertion.ts';
import { isLoginResponse } from '#shared/saml/kinds.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { EarlierMessage } from './checked-message.ts';
import { issuerOf } from './trust.ts';

/** Of one key so many messages are remembered: the first one, and the latest. */
const MAX_REMEMBERED = 20;

/**
 * What went before, by what connects messages: their IDs, the IDs of assertions, NameIDs, SessionIndexes, issuers, and
 * the address that a login's answer is asked for at and goes to.
 * Each call costs the same however long the trace is.
 */
export interface History {
  /** Of the messages before `index` those that have anything to do with this one, in order. */
  earlierFor(message: SamlMessage, index: number): readonly EarlierMessage[];
  /** Once for each index. */
  remember(message: SamlMessage, index: number, receivedAt: number | null): void;
  /** Whether an entity of that name has sent a Response: it then is an identity provider. */
  isIdp(entityId: string): boolean;
  /** The latest request with that ID (saml-core 3.2.2, InResponseTo). */
  requestById(id: string): SamlMessage | null;
}

interface Remembered extends EarlierMessage {
  readonly index: number;
}

/** An empty history. */
export function createHistory(): History {
  const byKey = new Map<string, Remembered[]>();
  const idps = new Set<string>();
  const requests = new Map<string, SamlMessage>();
  return {
    earlierFor(message, index) {
      if (byKey.size === 0) return [];
      const related = keysOf(message).flatMap((key) => byKey.get(key) ?? []);
      const earlier = related.filter((entry) => entry.index < index);
      return [...new Set(earlier)].sort((one, other) => one.index - other.index);
    },
    remember(message, index, receivedAt) {
      const entry = { message, index, receivedAt };
      for (const key of keysOf(message)) append(byKey, key, entry);
      const idp = isLoginResponse(message) ? issuerOf(message) : null;
      if (idp !== null) idps.add(idp);
      if (isRequest(message) && message.id !== null) requests.set(message.id, message);
    },
    isIdp: (entityId) => idps.has(entityId),
    requestById: (id) => requests.get(id) ?? null,
  };
}

function append(byKey: Map<string, Remembered[]>, key: string, entry: Remembered): void {
  const list = byKey.get(key);
  if (list === undefined) byKey.set(key, [entry]);
  else {
    if (list.length >= MAX_REMEMBERED) list.splice(1, 1);
    list.push(entry);
  }
}

function isRequest(message: SamlMessage): boolean {
  return message.kind === 'AuthnRequest' || message.kind === 'LogoutRequest';
}

/** A message may hold very many session indexes: some are enough to find what belongs together. */
const MAX_KEYS = 50;

function keysOf(message: SamlMessage): readonly string[] {
  const keys = new Set<string>();
  if (message.id !== null) keys.add(`id ${message.id}`);
  if (message.issuer !== null && message.kind !== 'Metadata') keys.add(`issuer ${message.issuer.value}`);
  const consumer = consumerOf(message);
  if (consumer !== null) keys.add(`consumer ${consumer}`);
  for (const key of personKeys(message)) {
    if (keys.size >= MAX_KEYS) break;
    keys.add(key);
  }
  return [...keys];
}

function consumerOf(message: SamlMessage): string | null {
  if (message.kind === 'AuthnRequest') return message.assertionConsumerServiceUrl;
  return message.kind === 'Response' ? message.destination : null;
}

function* personKeys(message: SamlMessage): Generator<string> {
  if (isLoginResponse(message)) for (const assertion of message.assertions) yield* assertionKeys(assertion);
  if (message.kind !== 'LogoutRequest') return;
  if (message.nameId !== null) yield `name ${message.nameId.value}`;
  for (const index of message.sessionIndexes) yield `session ${index}`;
}

function* assertionKeys({ id, subject, authnStatements }: Assertion): Generator<string> {
  if (id !== null) yield `assertion ${id}`;
  if (subject?.nameId) yield `name ${subject.nameId.value}`;
  for (const { sessionIndex } of authnStatements) if (sessionIndex !== null) yield `session ${sessionIndex}`;
}
