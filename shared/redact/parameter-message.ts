import { WorkbenchError } from '#shared/base/errors.ts';
import { decodeValue } from '#shared/wire/decode-value.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import type { RawParameter } from '#shared/wire/parameters.ts';
import type { ParameterCarrier } from '#shared/wire/read-parameters.ts';
import { isMessageName, looksLikeSaml, mayBeMessage } from '#shared/wire/recognise.ts';
import { encodeLike } from './encode-like.ts';
import { RedactionError } from './redaction-error.ts';
import type { Redactor } from './redactor.ts';
import { unreadableValue, unreadableXml } from './unreadable.ts';

/** The value of a parameter that carries a message, redacted and encoded as it was; null where it carries none. */
export function redactParameterMessage(
  { name, value }: RawParameter,
  carrier: ParameterCarrier,
  redactor: Redactor,
): string | null {
  const isNamed = isMessageName(name);
  if (value.trim() === '' || (!isNamed && !mayBeMessage(value))) return null;
  const steps: DecodingStep[] = [];
  const xml = decode(value, carrier, steps);
  if (xml instanceof WorkbenchError) return isNamed ? unreadableValue(value, xml, redactor) : null;
  if (!isNamed && !looksLikeSaml(xml)) return null;
  return encodeLike(redactMessageXml(xml, redactor), steps);
}

function decode(value: string, carrier: ParameterCarrier, steps: DecodingStep[]): string | WorkbenchError {
  try {
    return decodeValue(value, { deflate: carrier === 'query' ? 'deflated' : 'plain', isXmlFine: false }, steps);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

/** The XML of a message, redacted; what is no XML is replaced whole by something that is none either. */
export function redactMessageXml(xml: string, redactor: Redactor): string {
  try {
    return redactor.xml(xml);
  } catch (error) {
    if (error instanceof WorkbenchError && !RedactionError.is(error, 'redaction-too-large')) {
      return unreadableXml(xml, error, redactor);
    }
    throw error;
  }
}
