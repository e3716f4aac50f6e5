import * as v from 'valibot';

/** What the panel asks the background for when the user wants something of another machine. Each follows from a click. */

/** As `originOf` gives it; what is none is refused by whoever obeys (`isHost`). */
const origin = v.string();

/** Whether that host may be asked; a page that asks the user for it; the permission given back; one request. */
export const reachOrderSchema = v.variant('type', [
  v.object({ type: v.literal('may-reach'), origin }),
  v.object({ type: v.literal('open-host-grant'), origin }),
  v.object({ type: v.literal('leave-host'), origin }),
  v.object({
    type: v.literal('reach'),
    origin,
    url: v.string(),
    method: v.picklist(['GET', 'POST', 'PUT']),
    /** Names and values. */
    headers: v.array(v.array(v.string())),
    body: v.nullable(v.string()),
  }),
]);
export type ReachOrder = v.InferOutput<typeof reachOrderSchema>;

/** What came of a request; `failure`: no answer, in words for people. */
export const reachAnswerSchema = v.object({
  status: v.number(),
  text: v.string(),
  failure: v.nullable(v.string()),
});
export type ReachAnswer = v.InferOutput<typeof reachAnswerSchema>;

/** How permissions name the host of an address; null: nothing at such an address can be asked. */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return null;
  if (parsed.username !== '' || parsed.password !== '' || parsed.hostname.includes('*')) return null;
  // A pattern of permissions has no port: it stands for each.
  return `${parsed.protocol}//${parsed.hostname}/*`;
}

/** Whether that is a host as permissions name it (`https://idp.example/*`, every port of it), and nothing wider. */
export function isHost(origin: string): boolean {
  return /^https?:\/\/[^/*?#@\s]+\/\*$/.test(origin);
}
