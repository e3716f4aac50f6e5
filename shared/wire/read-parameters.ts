import type { Base64Deviation } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readArtifactValue } from './artifact.ts';
import { type DecodedValue, decodeOctets, type ValueCustom } from './decode-value.ts';
import type { Binding, DecodingStep, WireMessage } from './message.ts';
import { indexParameters, type ParameterIndex } from './parameter-index.ts';
import type { RawParameter } from './parameters.ts';
import { isMessageName, looksLikeSaml, mayBeMessage } from './recognise.ts';
import { readRedirectSignature, readSimpleSignature, type SignatureReading } from './redirect-signature.ts';
import { makeStep } from './steps.ts';
import type { WireReading } from './wire-reading.ts';
import { isWsFederationRequest, readWsFederationParts } from './ws-federation.ts';

/** The one encoding that the standard defines for SAMLEncoding, and the default (saml-bindings 3.4.4). */
export const DEFLATE_ENCODING = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

/** The step that says that SAMLEncoding names another: what was read is a guess. */
export const ENCODING_UNKNOWN = 'saml-encoding-unknown';

/** The step that says that an assertion for a token endpoint is not in base64url. */
export const BEARER_GRANT_PLAIN = 'bearer-grant-plain';

/** Where the parameters stood: in a URL, or in the body of a form. */
export type ParameterCarrier = 'query' | 'form';

interface Place {
  readonly carrier: ParameterCarrier;
  readonly inflatedBytes: number | undefined;
}

/**
 * Finds and decodes every message among parameters, in their order. Each stands for itself: what is wrong
 * with one is in its own reading and hides no other.
 * @param inflatedBytes that deflated data may grow to; left out: `LIMITS.inflatedBytes`
 */
export function readParameters(
  all: readonly RawParameter[],
  carrier: ParameterCarrier,
  inflatedBytes?: number,
): readonly WireReading[] {
  const index = indexParameters(all);
  const place: Place = { carrier, inflatedBytes };
  return all.map((parameter) => readOne(parameter, index, place)).filter((reading) => reading !== null);
}

function readOne(parameter: RawParameter, index: ParameterIndex, place: Place): WireReading | null {
  if (isMessageName(parameter.name)) return readNamed(parameter, index, place);
  if (parameter.name === 'SAMLart') return readArtifact(parameter, index);
  if (parameter.name === 'wa') return readRequest(parameter, index);
  return guess(parameter, index, place);
}

/** An artifact stands for a message (saml-bindings 3.6): there is no XML. */
function readArtifact(parameter: RawParameter, index: ParameterIndex): WireReading {
  const steps: DecodingStep[] = [...nameSteps(parameter, index), ...parameter.steps];
  const reading = { binding: 'artifact', parameter: parameter.name, wire: null, steps } as const;
  try {
    const artifact = readArtifactValue(parameter.value, relayStateParameter(index, 'artifact'));
    return { ...reading, error: null, artifact };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...reading, error };
  }
}

/** A request of WS-Federation is its parameters; with a token beside it, it is told there. */
function readRequest(parameter: RawParameter, index: ParameterIndex): WireReading | null {
  if (!isWsFederationRequest(index) || index.first.get('wa') !== parameter) return null;
  return {
    binding: 'ws-federation',
    parameter: parameter.name,
    wire: null,
    error: null,
    steps: [...nameSteps(parameter, index), ...parameter.steps],
    wsFederation: readWsFederationParts(index),
  };
}

/** Under another name only what turns out to be SAML counts; anything else was never meant to be a message. */
function guess(parameter: RawParameter, index: ParameterIndex, place: Place): WireReading | null {
  if (!mayBeMessage(parameter.value)) return null;
  const reading = readNamed(parameter, index, place);
  return reading.wire !== null && looksLikeSaml(reading.wire.xml) ? reading : null;
}

/** `grant_type` or `client_assertion_type` beside an assertion; SAML 1.1 in the same form is in use as well. */
const BEARER_TYPE = /:(?:grant-type|client-assertion-type):saml(?:2|1_1)-bearer$/;

/** Whether a parameter carries an assertion to a token endpoint (RFC 7522 2.1, 2.2). */
function isBearerGrant({ name }: RawParameter, { first }: ParameterIndex): boolean {
  const type = name === 'assertion' ? 'grant_type' : name === 'client_assertion' ? 'client_assertion_type' : null;
  return type !== null && BEARER_TYPE.test(first.get(type)?.value ?? '');
}

function readNamed(parameter: RawParameter, index: ParameterIndex, place: Place): WireReading {
  const binding = bindingOf(parameter, index, place.carrier);
  const isGrant = isBearerGrant(parameter, index);
  const steps: DecodingStep[] = [
    ...nameSteps(parameter, index, isGrant),
    ...parameter.steps,
    ...(isGrant ? [grantStep(parameter)] : []),
  ];
  const federation = binding === 'ws-federation' ? { wsFederation: readWsFederationParts(index) } : {};
  const grant = isGrant ? { isBearerGrant: true } : {};
  const reading = { binding, parameter: parameter.name, steps, ...federation, ...grant };
  try {
    return {
      ...reading,
      wire: readMessageParameter(parameter, index, customOf(binding, place, isGrant), { binding, steps }),
      error: null,
    };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...reading, wire: null, error };
  }
}

function readMessageParameter(
  parameter: RawParameter,
  index: ParameterIndex,
  custom: ValueCustom,
  { binding, steps }: { readonly binding: Binding; readonly steps: DecodingStep[] },
): WireMessage {
  const decoded = decodeOctets(parameter.value, custom, steps);
  if (binding === 'redirect') steps.push(...encodingSteps(index));
  const signature = signatureOf(parameter, index, binding, decoded);
  steps.push(...signature.steps);
  const relayState = relayStateParameter(index, binding);
  const { xml, origin } = decoded;
  const { parts: redirectSignature, problem: signatureProblem } = signature;
  return { binding, parameter: parameter.name, xml, origin, steps, relayState, redirectSignature, signatureProblem };
}

function bindingOf({ name }: RawParameter, { first }: ParameterIndex, carrier: ParameterCarrier): Binding {
  if (name === 'wresult') return 'ws-federation';
  if (carrier === 'query') return 'redirect';
  return first.has('Signature') || first.has('SigAlg') ? 'simplesign' : 'post';
}

/** base64url without padding (RFC 7522 2.1). */
const OF_GRANTS: readonly Base64Deviation[] = ['base64url', 'padding-missing'];
/** The base64 of a form may be wrapped (saml-bindings 3.5.4). */
const OF_FORMS: readonly Base64Deviation[] = ['line-breaks'];

function customOf(binding: Binding, { inflatedBytes }: Place, isGrant: boolean): ValueCustom {
  const deflate = binding === 'redirect' ? 'deflated' : 'plain';
  const base64 = isGrant ? OF_GRANTS : binding === 'redirect' ? [] : OF_FORMS;
  return { deflate, isXmlFine: binding === 'ws-federation', base64, inflatedBytes };
}

function encodingSteps({ first }: ParameterIndex): readonly DecodingStep[] {
  const encoding = first.get('SAMLEncoding')?.value;
  if (encoding === undefined) return [];
  return encoding === DEFLATE_ENCODING
    ? [makeStep('saml-encoding')]
    : [makeStep(ENCODING_UNKNOWN, { encoding: encoding.slice(0, 100) }, true)];
}

/** WS-Federation's RelayState is `wctx` (ws-federation 13.2.2), that of SAML 1.1 `TARGET` (saml-bindings-1.1 4.1). */
function relayStateParameter({ first }: ParameterIndex, binding: Binding): string | null {
  if (binding === 'ws-federation') return first.get('wctx')?.value ?? null;
  return (first.get('RelayState') ?? first.get('TARGET'))?.value ?? null;
}

/** Names that the standards give to what carries a message. */
function isKnownName(name: string): boolean {
  return isMessageName(name) || name === 'SAMLart' || name === 'wa';
}

/** There base64url is the rule, without padding, and anything else the deviation (RFC 7522 2.1). */
function grantStep({ value }: RawParameter): DecodingStep {
  return /[+/=\s]/.test(value) ? makeStep(BEARER_GRANT_PLAIN, {}, true) : makeStep('bearer-grant');
}

function nameSteps(
  { name }: RawParameter,
  { counts }: ParameterIndex,
  isExpected: boolean = isKnownName(name),
): readonly DecodingStep[] {
  const count = counts.get(name) ?? 0;
  return [
    ...(isExpected || isKnownName(name) ? [] : [makeStep('name-custom', { name }, true)]),
    ...(count > 1 ? [makeStep('name-repeated', { name, count }, true)] : []),
  ];
}

function signatureOf(
  parameter: RawParameter,
  index: ParameterIndex,
  binding: Binding,
  decoded: DecodedValue,
): SignatureReading {
  if (binding === 'redirect') return readRedirectSignature(parameter, index);
  if (binding === 'simplesign') return readSimpleSignature(parameter, index, decoded);
  return { parts: null, steps: [], problem: null };
}
