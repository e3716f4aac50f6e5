import type { Assertion, NameIdentifier, SamlMessage } from '#shared/saml/messages.ts';
import type { InspectedMessage } from '#shared/trace/report.ts';

/** Who sent a message to whom, in short names (a host where the identifier is a URL). */
export interface Parties {
  readonly from: string;
  readonly to: string;
}

/** The name of what the message is: its element's name, or that it could not be read. */
export function titleOf(message: InspectedMessage): string {
  const saml = message.message;
  if (saml !== null) return saml.kind === 'Other' ? saml.name : saml.kind;
  if (message.document !== null) return message.document.root.localName;
  return `Unreadable ${message.wire?.parameter ?? 'message'}`;
}

/** Sender and receiver as the message itself and the request name them. */
export function partiesOf(message: InspectedMessage): Parties {
  const issuer = message.message === null ? null : issuerOf(message.message);
  const target = message.message?.destination ?? message.exchange?.url ?? null;
  return { from: toShortName(issuer?.value ?? null), to: toShortName(target) };
}

/** The message's Issuer, or where it has none that of its first assertion. */
export function issuerOf(message: SamlMessage): NameIdentifier | null {
  return message.issuer ?? assertionsOf(message)[0]?.issuer ?? null;
}

/** Every assertion that the message carries in the clear. */
export function assertionsOf(message: SamlMessage | null): readonly Assertion[] {
  if (message?.kind === 'Response') return message.assertions;
  return message?.kind === 'Assertion' ? [message.assertion] : [];
}

/** `idp.example` for `https://idp.example/metadata`; other identifiers as they are; `unknown` where there is none. */
export function toShortName(identifier: string | null): string {
  if (identifier === null || identifier.trim() === '') return 'unknown';
  const url = URL.parse(identifier);
  return url === null || url.host === '' ? identifier : url.host;
}

/** The part of a URI that says something: after the last `:`, `#` or `/` (`Success`, `rsa-sha256`, `emailAddress`). */
export function toShortUri(uri: string): string {
  const tail = uri
    .replace(/[:#/]+$/, '')
    .split(/[:#/]/)
    .at(-1);
  return tail === undefined || tail === '' ? uri : tail;
}

/** When the message was received, in milliseconds: the moment the user gave, else when its exchange began. */
export function receivedAt(message: InspectedMessage, given: number | null): number | null {
  return given ?? message.exchange?.startedAt ?? null;
}
