import { BROWSER_KINDS } from './browsers.ts';
import { COOKIE_KINDS } from './cookies.ts';
import { IN_FRONT_KINDS } from './in-front.ts';
import type { Kind } from './kind.ts';
import { LOGOUT_KINDS } from './logouts.ts';
import { MESSAGE_KINDS } from './messages.ts';
import { REQUEST_KINDS } from './requests.ts';
import { STATUS_KINDS } from './statuses.ts';
import { TIME_KINDS } from './times.ts';

/** Every kind, by what it is about. */
export const KINDS: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['Responses', MESSAGE_KINDS],
  ['Times', TIME_KINDS],
  ['Statuses', STATUS_KINDS],
  ['Requests', REQUEST_KINDS],
  ['Cookies and sessions', COOKIE_KINDS],
  ['In real browsers', BROWSER_KINDS],
  ['Logouts', LOGOUT_KINDS],
  ['In front of a server', IN_FRONT_KINDS],
]);

const BY_CODE = new Map([...KINDS.values()].flat().map((kind) => [kind.code, kind]));

/** The kind with that code; null where there is none, as for what is healthy. */
export function kindOf(code: string): Kind | null {
  return BY_CODE.get(code) ?? null;
}
