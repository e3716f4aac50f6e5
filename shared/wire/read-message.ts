import { WorkbenchError } from '#shared/base/errors.ts';
import { decodeOctets } from './decode-value.ts';
import type { DecodingStep } from './message.ts';
import { decodedParameter, parseParameters } from './parameters.ts';
import { readMultipart } from './read-multipart.ts';
import { readParameters } from './read-parameters.ts';
import { type HtmlForm, scanForms } from './scan-html.ts';
import { makeStep } from './steps.ts';
import type { WireReading } from './wire-reading.ts';

/**
 * The messages in a URL, or in a bare query string with or without `?` (saml-bindings 3.4; base64 that was
 * not deflated is read too). Empty where there is none.
 */
export function readUrl(url: string): readonly WireReading[] {
  const clean = url.trim().replace(/[\t\r\n]/g, '');
  const readings = readParameters(parseParameters(queryOf(clean)), 'query');
  return clean === url.trim() ? readings : withSteps(readings, [makeStep('url-line-breaks', {}, true)]);
}

/** What stands between `?` and `#`. In a bare query a `?` is a character like others. */
function queryOf(url: string): string {
  const [whole = ''] = url.split('#', 1);
  const mark = whole.indexOf('?');
  const isBare = mark === -1 || (!/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(whole) && /[=&]/.test(whole.slice(0, mark)));
  if (!isBare) return whole.slice(mark + 1);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(whole) ? '' : whole;
}

/** The messages in an `application/x-www-form-urlencoded` body (saml-bindings 3.5; with SigAlg or Signature it is SimpleSign). */
export function readForm(body: string): readonly WireReading[] {
  return readParameters(parseParameters(body), 'form');
}

/** The same for parameters that somebody else has decoded, such as `formData` and HAR's `params`. */
export function readFormParameters(
  params: readonly { readonly name: string; readonly value: string }[],
  inflatedBytes?: number,
): readonly WireReading[] {
  return readParameters(
    params.map(({ name, value }) => decodedParameter(name, value)),
    'form',
    inflatedBytes,
  );
}

/** The messages in a `multipart/form-data` body, which no binding of SAML asks for; null where the text is none. */
export function readMultipartForm(body: string): readonly WireReading[] | null {
  const fields = readMultipart(body);
  return fields === null ? null : withSteps(readFormParameters(fields), [makeStep('multipart', {}, true)]);
}

/** The messages in the forms of an HTML page, with where each form goes as the first step. */
export function readHtml(html: string): readonly WireReading[] {
  return scanForms(html).flatMap((form) =>
    withSteps(readFormParameters(form.fields), formSteps(form)).map((reading) => ({
      ...reading,
      formAction: form.action,
    })),
  );
}

function formSteps({ action, method }: HtmlForm): readonly DecodingStep[] {
  return [makeStep('html-form', { action, method }, method !== 'post')];
}

/** Readings with steps in front of their own. */
export function withSteps(readings: readonly WireReading[], steps: readonly DecodingStep[]): readonly WireReading[] {
  return readings.map(({ wire, ...reading }) => {
    const all = [...steps, ...reading.steps];
    return { ...reading, steps: all, wire: wire === null ? null : { ...wire, steps: all } };
  });
}

/**
 * The message in a bare parameter value: base64, deflated or not, escaped or not, or the XML itself. How it travelled is
 * unknown, so nothing of this is a deviation but what no binding does.
 */
export function readParameterValue(value: string): WireReading {
  const steps: DecodingStep[] = [];
  const reading = { binding: 'unknown', parameter: null, steps } as const;
  try {
    const { xml, origin } = decodeOctets(value, { deflate: 'either', isXmlFine: true }, steps);
    return { ...reading, wire: { ...reading, xml, origin, relayState: null, redirectSignature: null }, error: null };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { ...reading, wire: null, error };
  }
}
