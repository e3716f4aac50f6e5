import * as v from 'valibot';
import { exchangeSchema } from '#shared/formats/exchange-schema.ts';

/** What passes over the line `RECORDING_LINE`, and as single messages, between the background and our other pages. */

/** The name of the line that a devtools page opens to hear of every tab. */
export const RECORDING_LINE = 'recording';

const scope = v.picklist(['tab', 'browser']);

/** From a devtools page, over its line. `attach`: send what came after that number, then all that comes. `ping`: stay awake. */
export const lineRequestSchema = v.variant('type', [
  v.object({ type: v.literal('attach'), since: v.number() }),
  v.object({ type: v.literal('ping') }),
]);
export type LineRequest = v.InferOutput<typeof lineRequestSchema>;

/** From the background, over a line. `number` counts up for the browser's session; null while the request is on its way. */
export const lineEventSchema = v.variant('type', [
  v.object({ type: v.literal('exchange'), number: v.nullable(v.number()), exchange: exchangeSchema }),
  v.object({ type: v.literal('gap'), reason: v.string() }),
]);
export type LineEvent = v.InferOutput<typeof lineEventSchema>;

/** Single messages to the background. Only `open-grant` follows from a click; none of them gives a permission. */
export const orderSchema = v.variant('type', [
  v.object({ type: v.literal('ask-scope') }),
  v.object({ type: v.literal('narrow') }),
  v.object({ type: v.literal('open-grant') }),
]);
export type Order = v.InferOutput<typeof orderSchema>;

/** Single messages to every page: what is recorded has changed, or the page that asks for the permission was closed. */
export const noticeSchema = v.variant('type', [
  v.object({ type: v.literal('scope'), scope }),
  v.object({ type: v.literal('grant-closed') }),
]);
export type BackgroundNotice = v.InferOutput<typeof noticeSchema>;
export type RecordingScope = v.InferOutput<typeof scope>;
