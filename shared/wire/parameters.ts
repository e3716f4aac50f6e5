import type { DecodingStep } from './message.ts';
import { decodePercent, type PercentReading } from './percent.ts';
import { makeStep } from './steps.ts';

/** One parameter of a query or form body: the exact octets as they stood there, and what they mean. */
export interface RawParameter {
  /** Still escaped; a redirect signature covers these (saml-bindings 3.4.4.1). */
  readonly rawName: string;
  readonly rawValue: string;
  readonly name: string;
  readonly value: string;
  /** What decoding name and value took; never fails, so that no parameter hides another. */
  readonly steps: readonly DecodingStep[];
}

/**
 * Parses a query string (without `?`) or an `application/x-www-form-urlencoded` body, in order, duplicates kept.
 * What is odd is kept and recorded as a step: a broken escape stands for itself, bytes that are not UTF-8
 * are read as Windows-1252.
 */
export function parseParameters(raw: string): readonly RawParameter[] {
  const parameters: RawParameter[] = [];
  for (const pair of raw.split('&')) if (pair !== '') parameters.push(parsePair(pair));
  return parameters;
}

function parsePair(pair: string): RawParameter {
  const equals = pair.indexOf('=');
  const rawName = equals === -1 ? pair : pair.slice(0, equals);
  const rawValue = equals === -1 ? '' : pair.slice(equals + 1);
  const name = decodePercent(rawName, true);
  const value = decodePercent(rawValue, true);
  const steps = [...nameSteps(rawName, name.text), ...valueSteps(rawValue, value)];
  return { rawName, rawValue, name: name.text, value: value.text, steps };
}

/** A parameter that somebody has decoded already: there are no octets of it but its text. */
export function decodedParameter(name: string, value: string): RawParameter {
  return { rawName: name, rawValue: value, name, value, steps: [] };
}

/** Two names for one parameter are a way to show different readers different messages. */
function nameSteps(rawName: string, name: string): readonly DecodingStep[] {
  return rawName === name ? [] : [makeStep('name-escaped', { name: rawName }, true)];
}

function valueSteps(rawValue: string, { text, deviations }: PercentReading): readonly DecodingStep[] {
  const decoded = rawValue === text ? [] : [makeStep('percent-decoded')];
  return [...decoded, ...deviations.map((code) => makeStep(code, {}, true))];
}
