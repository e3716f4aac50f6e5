import { WorkbenchError } from '#shared/base/errors.ts';
import { decodeValue, type ValueCustom } from './decode-value.ts';
import type { Binding, DecodingStep, WireMessage } from './message.ts';
import { indexParameters, type ParameterIndex } from './parameter-index.ts';
import type { RawParameter } from './parameters.ts';
import { isMessageName, looksLikeSaml, mayBeMessage } from './recognise.ts';
import { readRedirectSignature, readSimpleSignature, type SignatureReading } from './redirect-signature.ts';
import { makeStep } from './steps.ts';
import type { WireReading } from './wire-reading.ts';

/** Where the parameters stood: in a URL, or in the body of a form. */
export type Carrier = 'query' | 'form';

/**
 * Finds and decodes every message among parameters, in their order. Each stands for itself: what is wrong
 * with one is in its own reading and hides no other.
 */
export function readParameters(all: readonly RawParameter[], carrier: Carrier): readonly WireReading[] {
  const index = indexParameters(all);
  return all
    .map((parameter) => (isMessageName(parameter.name) ? readNamed : guess)(parameter, index, carrier))
    .filter((reading) => reading !== null);
}

/** Under another name only what turns out to be SAML counts; anything else was never meant to be a message. */
function guess(parameter: RawParameter, index: ParameterIndex, carrier: Carrier): WireReading | null {
  if (!mayBeMessage(parameter.value)) return null;
  const reading = readNamed(parameter, index, carrier);
  return reading.wire !== null && looksLikeSaml(reading.wire.xml) ? reading : null;
}

function readNamed(parameter: RawParameter, index: ParameterIndex, carrier: Carrier): WireReading {
  const binding = bindingOf(parameter, index, carrier);
  const steps: DecodingStep[] = [...nameSteps(parameter, index), ...parameter.steps];
  const reading = { binding, parameter: parameter.name, steps };
  try {
    return { ...reading, wire: readMessage(parameter, index, binding, steps), error: null };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...reading, wire: null, error };
  }
}

function readMessage(
  parameter: RawParameter,
  index: ParameterIndex,
  binding: Binding,
  steps: DecodingStep[],
): WireMessage {
  const xml = decodeValue(parameter.value, customOf(binding), steps);
  const signature = signatureOf(parameter, index, binding, xml);
  steps.push(...signature.steps);
  const relayState = relayStateOf(index, binding);
  return { binding, parameter: parameter.name, xml, steps, relayState, redirectSignature: signature.parts };
}

function bindingOf({ name }: RawParameter, { first }: ParameterIndex, carrier: Carrier): Binding {
  if (name === 'wresult') return 'ws-federation';
  if (carrier === 'query') return 'redirect';
  return first.has('Signature') || first.has('SigAlg') ? 'simplesign' : 'post';
}

function customOf(binding: Binding): ValueCustom {
  return { deflate: binding === 'redirect' ? 'deflated' : 'plain', isXmlFine: binding === 'ws-federation' };
}

/** WS-Federation's RelayState is `wctx` (ws-federation 13.2.2). */
function relayStateOf({ first }: ParameterIndex, binding: Binding): string | null {
  return first.get(binding === 'ws-federation' ? 'wctx' : 'RelayState')?.value ?? null;
}

function nameSteps({ name }: RawParameter, { counts }: ParameterIndex): readonly DecodingStep[] {
  const count = counts.get(name) ?? 0;
  return [
    ...(isMessageName(name) ? [] : [makeStep('name-custom', { name }, true)]),
    ...(count > 1 ? [makeStep('name-repeated', { name, count }, true)] : []),
  ];
}

function signatureOf(parameter: RawParameter, index: ParameterIndex, binding: Binding, xml: string): SignatureReading {
  if (binding === 'redirect') return readRedirectSignature(parameter, index);
  if (binding === 'simplesign') return readSimpleSignature(parameter, index, xml);
  return { parts: null, steps: [] };
}
