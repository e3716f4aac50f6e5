import { andMore } from '#shared/base/count-words.ts';
import { issuerIdentifier } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterIssuer, parameterKind } from '#shared/inspection/parameter-message.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';

const UNKNOWN = 'unknown';

/** Who sent a message to whom, in short names (a host where the identifier is a URL). */
interface Parties {
  readonly from: string;
  readonly to: string;
}

/** The name of what the message is: its element's name, what it is instead of XML, or that it could not be read. */
export function messageTitle(message: InspectedMessage): string {
  const saml = message.message;
  if (saml !== null) return TITLES[saml.kind] ?? saml.element.localName;
  if (message.document !== null) return message.document.root.localName;
  const kind = message.error === null ? parameterKind(message.reading) : null;
  return kind ?? `Unreadable ${message.reading.parameter ?? 'message'}`;
}

/** Where the name of the element alone does not say what it is. */
const TITLES: Readonly<Partial<Record<SamlMessage['kind'], string>>> = {
  Metadata: 'Metadata',
  Response11: 'Response of SAML 1.1',
  Assertion11: 'Assertion of SAML 1.1',
  SoapFault: 'SOAP fault',
  SecurityTokenResponse: 'Security token',
};

/** Sender and receiver as the message itself and the request name them. */
function partiesOf(message: InspectedMessage): Parties {
  const { artifactIssuer, reading } = message;
  const issuer =
    message.message === null ? (artifactIssuer ?? parameterIssuer(reading)) : issuerIdentifier(message.message)?.value;
  const target = message.message?.destination ?? null;
  const to =
    target === null && isSoapAnswer(message) ? 'whoever asked' : toShortName(target ?? message.exchange?.url ?? null);
  return { from: toShortName(issuer ?? null), to };
}

/** Whether it came back by SOAP: the address of its exchange is where it came from. */
function isSoapAnswer({ exchange, message, reading }: InspectedMessage): boolean {
  if (message === null || !('inResponseTo' in message) || BINDINGS[reading.binding].channel !== 'soap') return false;
  return exchange?.responseText?.includes(`"${message.id}"`) ?? false;
}

/** Who to whom, in one line; of metadata whose it is; empty where nothing is known. */
export function partiesLine(message: InspectedMessage): string {
  if (message.message?.kind === 'Metadata') return entitiesLine(message.message.entities);
  const { from, to } = partiesOf(message);
  return from === UNKNOWN && to === UNKNOWN ? '' : `${from} → ${to}`;
}

function entitiesLine(entities: readonly { readonly entityId: string }[]): string {
  const [first, ...others] = entities;
  if (first === undefined) return '';
  return others.length === 0 ? first.entityId : `${first.entityId} ${andMore(others.length)}`;
}

/** `idp.example` for `https://idp.example/metadata`; other identifiers as they are; `unknown` where there is none. */
export function toShortName(identifier: string | null): string {
  if (identifier === null || identifier.trim() === '') return UNKNOWN;
  const url = URL.parse(identifier);
  return url === null || url.host === '' ? identifier : url.host;
}

/** When the message was received, in milliseconds: the moment the user gave, else when its exchange began. */
export function receivedAt(message: InspectedMessage, given: number | null): number | null {
  return given ?? message.exchange?.startedAt ?? null;
}
