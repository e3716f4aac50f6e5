import { WorkbenchError } from '#shared/base/errors.ts';
import { childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Binding, DecodingStep } from './message.ts';
import { readParameterValue } from './read-message.ts';
import { soapVersionOf } from './soap-version.ts';
import { makeStep } from './steps.ts';
import type { WireReading } from './wire-reading.ts';

const PAOS = 'urn:liberty:paos:2003-08';
const ECP = 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp';

/** Of so many header blocks the names are told. */
const MAX_HEADERS = 10;

/**
 * The message in a SOAP envelope (saml-bindings 3.2), or in a PAOS one, which the headers of PAOS and ECP tell
 * (saml-bindings 3.3, saml-profiles 4.2). `xml` is the whole envelope; a header's RelayState is taken over.
 */
export function readSoap(text: string): WireReading {
  const reading = readParameterValue(text);
  const found = reading.wire === null ? null : readEnvelope(reading.wire.xml);
  const binding = found?.binding ?? 'soap';
  const steps = [...reading.steps, ...(found?.steps ?? [])];
  const { wire } = reading;
  if (wire === null) return { ...reading, binding };
  return { ...reading, binding, steps, wire: { ...wire, binding, steps, relayState: found?.relayState ?? null } };
}

interface Envelope {
  readonly binding: Binding;
  readonly relayState: string | null;
  readonly steps: readonly DecodingStep[];
}

/** What is not well-formed is told by whoever reads the message. */
function readEnvelope(xml: string): Envelope | null {
  try {
    const { root } = parseXml(xml);
    const version = soapVersionOf(root);
    return version === null ? null : describe(root, version);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

function describe(envelope: XmlElement, version: string): Envelope {
  const header = firstChild(envelope, envelope.namespace, 'Header');
  const blocks = header === null ? [] : childElements(header);
  const relayState = header === null ? null : firstChild(header, ECP, 'RelayState');
  const isPaos = blocks.some(({ namespace }) => namespace === PAOS || namespace === ECP);
  const headers = blocks.slice(0, MAX_HEADERS).map(({ name }) => name);
  return {
    binding: isPaos ? 'paos' : 'soap',
    relayState: relayState === null ? null : textOf(relayState),
    steps: [makeStep('soap', { version, headers: headers.join(', ') })],
  };
}
