import { isBareOutcome, saysError } from '#shared/flows/answer-said.ts';
import { decodedParameter, parseParameters, type RawParameter } from '#shared/wire/parameters.ts';
import type { ParameterCarrier } from '#shared/wire/read-parameters.ts';
import type { RedactedKind } from './kinds.ts';
import { knownWords } from './known-words.ts';
import { redactParameterMessage } from './parameter-message.ts';
import type { NameAndValue, Redactor } from './redactor.ts';

/** Parameters of SAML, WS-Federation, OAuth and the usual applications whose values are of a known kind. */
const KINDS: ReadonlyMap<string, RedactedKind> = new Map([
  ['relaystate', 'relay-state'],
  ['wctx', 'relay-state'],
  ['target', 'relay-state'],
  ['samlart', 'credential'],
  ['signature', 'signature'],
  ['sigalg', 'address'],
  ['wtrealm', 'address'],
  ['wreply', 'address'],
  ['entityid', 'address'],
  ['providerid', 'address'],
  ['shire', 'address'],
  ['username', 'user'],
  ['user', 'user'],
  ['login', 'user'],
  ['login_hint', 'user'],
  ['email', 'user'],
  ['mail', 'user'],
  ['loginfmt', 'user'],
  ['password', 'credential'],
]);

/** A name as programs give it; anything else in the place of a name is a value. */
const PLAIN_NAME = /^[\w.:[\]$-]{1,60}$/;

/**
 * A query (without `?`) or form body with every value replaced, parameter by parameter in their order; what does not
 * change keeps its octets. Messages are read, redacted and encoded again as they were.
 */
export function redactQuery(text: string, carrier: ParameterCarrier, redactor: Redactor): string {
  const read = parseParameters(text)[Symbol.iterator]();
  return text
    .split('&')
    .map((pair) => {
      const parameter = pair === '' ? undefined : read.next().value;
      return parameter === undefined ? '' : redactPair(parameter, pair.includes('='), carrier, redactor);
    })
    .join('&');
}

/** The same for parameters of a form that somebody has decoded. */
export function redactPairs(pairs: readonly NameAndValue[], redactor: Redactor): readonly NameAndValue[] {
  return pairs.map(({ name, value }) => {
    const parameter = decodedParameter(name, value);
    return { name: redactParameterName(name, redactor), value: redactParameter(parameter, 'form', redactor) };
  });
}

function redactPair(parameter: RawParameter, hasValue: boolean, carrier: ParameterCarrier, redactor: Redactor): string {
  const { name, value, rawName, rawValue } = parameter;
  const otherName = redactParameterName(name, redactor);
  const start = otherName === name ? rawName : escapeValue(otherName);
  if (!hasValue) return start;
  const other = redactParameter(parameter, carrier, redactor);
  return `${start}=${other === value ? rawValue : escapeValue(other)}`;
}

function redactParameterName(name: string, redactor: Redactor): string {
  return PLAIN_NAME.test(name) ? redactor.kept(name) : redactor.value(name, 'parameter');
}

function redactParameter(parameter: RawParameter, carrier: ParameterCarrier, redactor: Redactor): string {
  const { name, value } = parameter;
  const message = redactParameterMessage(parameter, carrier, redactor);
  if (message !== null) return message;
  const said = saysError(name) ? knownError(value) : '';
  if (said !== '') return said;
  if (name === 'wct' && /^[\dTZ:.+-]{10,40}$/.test(value)) return value;
  const kind = KINDS.get(name.toLowerCase()) ?? 'parameter';
  if (kind === 'signature') return redactor.signatureValue(value);
  const other = redactor.value(value, kind);
  return kind === 'relay-state' ? ofSameLengthClass(value, other) : other;
}

/** The codes of errors that a standard has (RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6) stay, and known words. */
const CODES =
  /^(?:access_denied|server_error|temporarily_unavailable|invalid_(?:request|client|grant|scope)|unauthorized_client|(?:login|interaction|consent)_required|account_selection_required)$/;

/** A pseudonym for `0` or `false` would say that something went wrong. */
function knownError(value: string): string {
  return CODES.test(value) || isBareOutcome(value) ? value : knownWords(value);
}

/** More than 80 bytes are too many (saml-bindings 3.4.3): what was too long stays so, and what was not does not become it. */
function ofSameLengthClass(original: string, pseudonym: string): string {
  const [before, after] = [byteLength(original), byteLength(pseudonym)];
  if (before > 80 && after <= 80) return pseudonym.padEnd(pseudonym.length + 81 - after, '~');
  return before <= 80 && after > 80 ? pseudonym.slice(0, 80 - after) : pseudonym;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function escapeValue(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
