import { WorkbenchError } from '#shared/base/errors.ts';
import { makeStep } from '#shared/wire/steps.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { innerMessages } from './payload.ts';

/** What may hold more than one message; all others are not looked into. */
const OUTER = ['ArtifactResponse', 'RequestSecurityTokenResponse'];

/**
 * The reading, and one more for each message that stands inside it: the Response that an ArtifactResponse brings is a
 * message in its own right.
 */
export function withInner(reading: WireReading): readonly WireReading[] {
  const { wire } = reading;
  if (wire === null || !OUTER.some((name) => wire.xml.includes(name))) return [reading];
  return [reading, ...innerOf(wire.xml).map((element) => innerReading(reading, element))];
}

/** What is not well-formed is told of the message itself. */
function innerOf(xml: string): readonly XmlElement[] {
  try {
    return innerMessages(parseXml(xml));
  } catch (error) {
    if (error instanceof WorkbenchError) return [];
    throw error;
  }
}

/** A signature beside the message is one of the message around it. */
function innerReading(reading: WireReading, { localName, parent, start }: XmlElement): WireReading {
  const outer = parent?.localName ?? '';
  const steps = [...reading.steps, makeStep('inner-message', { name: localName, outer })];
  const { wire } = reading;
  if (wire === null) return reading;
  return { ...reading, steps, wire: { ...wire, steps, redirectSignature: null, innerStart: start } };
}
