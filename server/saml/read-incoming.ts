import type { WorkbenchError } from '#shared/base/errors.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseParameters, type RawParameter } from '#shared/wire/parameters.ts';
import { readFormParameters } from '#shared/wire/read-message.ts';
import { readParameters } from '#shared/wire/read-parameters.ts';
import { INFLATE_UNENDED } from '#shared/wire/unwrap-deflate.ts';
import { WireError } from '#shared/wire/wire-error.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { IncomingError } from './incoming-error.ts';

/** The names that decide which message is read and what its signature covers. */
const SAML_NAMES: readonly string[] = [
  'SAMLRequest',
  'SAMLResponse',
  'RelayState',
  'SAMLEncoding',
  'SigAlg',
  'Signature',
];

/** The one message of a query or a form. */
export interface MessageParameter {
  readonly name: 'SAMLRequest' | 'SAMLResponse';
  readonly value: string;
  readonly relayState: string | null;
}

/**
 * Picks the message out of parameters, refusing everything that two readers could read differently: a name
 * twice, a name that is percent-escaped, a request beside a response.
 *
 * @param raw query string without `?`, or form body
 * @throws WorkbenchError `parameters-ambiguous`, `message-missing`
 */
export function pickMessage(raw: string): MessageParameter {
  return pick(ownParameters(raw));
}

/**
 * Reads a message from the redirect binding, signature parts included (saml-bindings 3.4.4.1).
 * @param query exactly as it arrived, without `?`; what else stands in it is not even decoded
 * @param inflatedBytes that it may grow to; left out: `LIMITS.inflatedBytes`
 * @throws WorkbenchError as `pickMessage`, and what decoding throws
 */
export function readRedirect(query: string, inflatedBytes?: number): WireMessage {
  const ours = ownParameters(query);
  const { name } = pick(ours);
  return unwrap(readParameters(ours, 'query', inflatedBytes).find((reading) => reading.parameter === name));
}

/**
 * Reads a message from the POST binding (saml-bindings 3.5.4).
 * @param parameter as `pickMessage` gives it: its value is unescaped already
 * @param inflatedBytes as for a redirect: some senders deflate here, too
 * @throws WorkbenchError what decoding throws
 */
export function readPost({ name, value, relayState }: MessageParameter, inflatedBytes?: number): WireMessage {
  return { ...unwrap(readFormParameters([{ name, value }], inflatedBytes)[0]), relayState };
}

/** Those that have one of our names, however it is written; what else there is, thousands maybe, is not looked at. */
function ownParameters(raw: string): readonly RawParameter[] {
  const pairs = raw.split('&').filter((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    return SAML_NAMES.includes(name) || /[%+]/.test(name);
  });
  return parseParameters(pairs.join('&')).filter(({ name }) => SAML_NAMES.includes(name));
}

function pick(ours: readonly RawParameter[]): MessageParameter {
  const escaped = ours.find(({ rawName, name }) => rawName !== name);
  if (escaped) throw ambiguous(escaped.name, 'its name is percent-escaped');
  const repeated = ours.find(({ name }, index) => ours.findIndex((other) => other.name === name) !== index);
  if (repeated) throw ambiguous(repeated.name, 'it is there more than once');
  const value = (name: string): string | null => ours.find((parameter) => parameter.name === name)?.value ?? null;
  const [request, response, relayState] = [value('SAMLRequest'), value('SAMLResponse'), value('RelayState')];
  if (request !== null && response !== null) throw ambiguous('SAMLRequest', 'there is a SAMLResponse beside it');
  if (response !== null) return { name: 'SAMLResponse', value: response, relayState };
  if (request !== null) return { name: 'SAMLRequest', value: request, relayState };
  throw new IncomingError('message-missing');
}

function ambiguous(name: string, reason: string): WorkbenchError {
  return new IncomingError('parameters-ambiguous', { name, reason });
}

/** The message of a reading, or the error that stopped it thrown. */
export function unwrap(reading: WireReading | undefined): WireMessage {
  if (reading === undefined) throw new IncomingError('message-missing');
  if (reading.wire === null) throw reading.error;
  // The inspector reads it to say what is wrong; here a message is whole or none.
  if (reading.wire.steps.some(({ code }) => code === INFLATE_UNENDED)) {
    throw new WireError('deflate-invalid', { reason: 'it ends too early' });
  }
  return reading.wire;
}
