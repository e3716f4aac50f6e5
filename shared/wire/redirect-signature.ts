import { decodeBase64 } from '#shared/base/base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { DecodedValue } from './decode-value.ts';
import type { DecodingStep, RedirectSignatureParts, SignatureProblem } from './message.ts';
import type { ParameterIndex } from './parameter-index.ts';
import type { RawParameter } from './parameters.ts';
import { makeStep } from './steps.ts';

/** The signature parameters found beside a message, and what is to be said of them. */
export interface SignatureReading {
  readonly parts: RedirectSignatureParts | null;
  readonly steps: readonly DecodingStep[];
  /** Why there are no parts, where parameters of a signature are there. */
  readonly problem: SignatureProblem | null;
}

/**
 * Gathers what a redirect signature covers (saml-bindings 3.4.4.1): message, RelayState if there is one, SigAlg, in this
 * order whatever order they arrived in, each in the very octets that arrived. Where parameters are ambiguous
 * there are no parts: a signature that may belong to another message vouches for none.
 */
export function readRedirectSignature(message: RawParameter, index: ParameterIndex): SignatureReading {
  return readSignature(message, index, ({ rawValue }) => rawValue);
}

/**
 * The same for HTTP-POST-SimpleSign (saml-binding-simplesign 2.5), which signs the decoded values, and the XML
 * in place of its base64: its bytes as they were, whatever their encoding.
 */
export function readSimpleSignature(
  message: RawParameter,
  index: ParameterIndex,
  decoded: DecodedValue,
): SignatureReading {
  const reading = readSignature(message, index, (parameter) => (parameter === message ? decoded.xml : parameter.value));
  return withKeyInfo(index, withOctets(message, decoded, reading));
}

/** Any key can be named there: it tells whose signature it claims to be, and vouches for none. */
function withKeyInfo({ first }: ParameterIndex, reading: SignatureReading): SignatureReading {
  const { parts, steps } = reading;
  const parameter = first.get('KeyInfo');
  if (parts === null || parameter === undefined) return reading;
  try {
    const keyInfo = decodeUtf8(decodeBase64(parameter.value).bytes);
    return { ...reading, parts: { ...parts, keyInfo }, steps: [...steps, makeStep('key-info')] };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...reading, steps: [...steps, makeStep('key-info-unreadable', {}, true)] };
  }
}

function withOctets(message: RawParameter, decoded: DecodedValue, reading: SignatureReading): SignatureReading {
  const { parts } = reading;
  if (parts === null || decoded.octets === null || equalBytes(decoded.octets, encodeUtf8(decoded.xml))) return reading;
  const start = `${message.name}=`;
  const rest = parts.signedText.slice(start.length + decoded.xml.length);
  const signedOctets = concatBytes([encodeUtf8(start), decoded.octets, encodeUtf8(rest)]);
  return { ...reading, parts: { ...parts, signedOctets } };
}

function readSignature(
  message: RawParameter,
  { first, ambiguous }: ParameterIndex,
  octetsOf: (parameter: RawParameter) => string,
): SignatureReading {
  const algorithm = first.get('SigAlg');
  const signature = first.get('Signature');
  if (algorithm === undefined && signature === undefined) return { parts: null, steps: [], problem: null };
  if (ambiguous) return without('signature-ambiguous');
  if (algorithm === undefined) return incomplete('Signature', 'SigAlg');
  if (signature === undefined) return incomplete('SigAlg', 'Signature');
  const relayState = first.get('RelayState');
  const signed = relayState === undefined ? [message, algorithm] : [message, relayState, algorithm];
  const signedText = signed.map((parameter) => `${parameter.name}=${octetsOf(parameter)}`).join('&');
  return withValue(signedText, algorithm.value, signature.value);
}

function incomplete(present: string, missing: string): SignatureReading {
  return without('signature-incomplete', { present, missing });
}

function without(problem: SignatureProblem, facts: DecodingStep['facts'] = {}): SignatureReading {
  return { parts: null, steps: [makeStep(problem, facts, true)], problem };
}

/** A value that cannot be read counts as an empty one: the message then has a signature that is wrong, not none. */
function withValue(signedText: string, algorithm: string, value: string): SignatureReading {
  try {
    return { parts: { signedText, algorithm, signature: decodeBase64(value).bytes }, steps: [], problem: null };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const parts = { signedText, algorithm, signature: new Uint8Array() };
    return { parts, steps: [makeStep('signature-not-base64', {}, true)], problem: null };
  }
}
