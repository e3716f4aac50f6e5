import { issuerIdentifier } from '#shared/explain/facts/message-facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { readSetCookies, sentCookieNames } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import type { FilterKey } from './filter-keys.ts';
import { attributesOf, findingsOf, nameIdsOf } from './message-parts.ts';

/** What values are taken from. */
export interface Seen {
  readonly messages: readonly InspectedMessage[];
  readonly flows: readonly Flow[];
  readonly exchanges: readonly Exchange[];
}

/** So much of a recording is looked at, its end first, and so many values are kept. */
const LOOKED_AT = 2000;
const KEPT = 100;

/** Values of a key that stand in a recording, those that are there most often first. */
export function knownValues(key: FilterKey, { messages, flows, exchanges }: Seen): readonly string[] {
  const counts = new Map<string, number>();
  const count = (values: Iterable<string | null | undefined>): void => {
    for (const value of values) if (value != null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  const ofMessage = MESSAGE_VALUES[key];
  if (ofMessage !== undefined) for (const message of messages.slice(-LOOKED_AT)) count(ofMessage(message));
  if (key === 'finding')
    for (const flow of flows.slice(-LOOKED_AT))
      count(findingsOf({ flow, message: null, exchange: null }).map(({ code }) => code));
  const ofExchange = EXCHANGE_VALUES[key];
  if (ofExchange !== undefined) for (const exchange of exchanges.slice(-LOOKED_AT)) count(ofExchange(exchange));
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, KEPT)
    .map(([value]) => value);
}

type Values<From> = Readonly<Partial<Record<FilterKey, (from: From) => Iterable<string | null | undefined>>>>;

const MESSAGE_VALUES: Values<InspectedMessage> = {
  kind: ({ message, document }) => [
    message === null || message.kind === 'Other' ? document?.root.localName : message.kind,
  ],
  binding: ({ reading }) => [BINDINGS[reading.binding].label],
  issuer: ({ message, artifactIssuer }) => [message === null ? artifactIssuer : issuerIdentifier(message)?.value],
  user: nameIdsOf,
  attr: (message) => attributesOf(message).map(({ name, friendlyName }) => friendlyName ?? name),
  id: ({ message }) => [message?.id],
  finding: (message) => findingsOf({ message, flow: null, exchange: null }).map(({ code }) => code),
};

const EXCHANGE_VALUES: Values<Exchange> = {
  status: ({ status }) => [status?.toString()],
  method: ({ method }) => [method],
  host: ({ url }) => [hostOf(url)],
  header: ({ requestHeaders, responseHeaders }) =>
    [...requestHeaders, ...responseHeaders].map(({ name }) => name.toLowerCase()),
  cookie: (exchange) => [...sentCookieNames(exchange), ...readSetCookies(exchange).map(({ name }) => name)],
};
