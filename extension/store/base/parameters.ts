import type { Exchange, Header } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parseParameters } from '#shared/wire/parameters.ts';

/**
 * The parameters of an exchange, decoded for reading: those of the URL, then those of the form. Of a form the text as it was
 * sent comes first: Chrome tells `params` beside it that are still escaped.
 */
export function parametersOf({ url, requestBody }: Exchange): Header[] {
  const query = readPairs(URL.parse(url)?.search.slice(1) ?? '');
  const form = formOf(requestBody?.text ?? null, requestBody?.mimeType ?? null);
  return [...query, ...(form.length > 0 ? form : (requestBody?.params ?? []))];
}

/** A body without a type may be a form: the recorder of the browser does not always know it. */
function formOf(text: string | null, mimeType: string | null): Header[] {
  return text === null || !/urlencoded/i.test(mimeType ?? 'urlencoded') ? [] : readPairs(text);
}

function readPairs(raw: string): Header[] {
  return parseParameters(raw).map(({ name, value }) => ({ name, value }));
}

/** The value of the parameter that carried a message, as it was before it was decoded; null where none did. */
export function carriedValue({ exchange, reading }: Pick<InspectedMessage, 'exchange' | 'reading'>): string | null {
  if (exchange === null || reading.parameter === null) return null;
  return parametersOf(exchange).find(({ name }) => name === reading.parameter)?.value ?? null;
}
