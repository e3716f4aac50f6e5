import * as v from 'valibot';
import { EXCHANGE_SOURCES, type Exchange } from '#shared/http/exchange.ts';
import { listOf, numberOrNull, orNull, text, textOrNull } from './tolerant.ts';

/** `{ name, value }`, as HAR, SAML-tracer and our own trace write headers and parameters. */
export const pairSchema = v.object({ name: v.string(), value: text });

/** Where the browser showed it: see `Exchange.tab`. */
export const tabSchema = orNull(
  v.object({
    tabId: v.number(),
    frameId: v.number(),
    type: v.string(),
    incognito: orNull(v.boolean()),
    cookieStoreId: textOrNull,
  }),
);

/** Who recorded an exchange; anything else is read as our own. */
export const sourceSchema = v.fallback(v.picklist(EXCHANGE_SOURCES), 'own');

/** An `Exchange` as JSON, from anywhere: only its URL must be there. */
export const exchangeSchema: v.GenericSchema<unknown, Exchange> = v.object({
  id: text,
  startedAt: numberOrNull,
  duration: numberOrNull,
  method: text,
  url: v.string(),
  requestHeaders: listOf(pairSchema),
  requestBody: orNull(v.object({ mimeType: textOrNull, text: textOrNull, params: orNull(v.array(pairSchema)) })),
  status: numberOrNull,
  statusText: text,
  responseHeaders: listOf(pairSchema),
  redirectUrl: textOrNull,
  responseText: textOrNull,
  error: textOrNull,
  source: sourceSchema,
  tab: tabSchema,
});
