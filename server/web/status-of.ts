import type { StoreError } from '#server/store/store-error.ts';
import type { ThreadError } from '#server/threads/thread-error.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import type { InputError } from '#shared/base/input-error.ts';
import type { WireError } from '#shared/wire/wire-error.ts';
import type { PublicRefusal } from './refusal.ts';
import type { WebError } from './web-error.ts';

/** The codes that say something of size, form or this machine: of other rooms there are none. */
type Code = (InputError | WireError | StoreError | ThreadError | WebError)['code'];

const HTTP_STATUS: ReadonlyMap<string, PublicRefusal['status']> = new Map<Code, PublicRefusal['status']>([
  ['body-not-a-form', 415],
  ['body-not-soap', 415],
  ['body-not-json', 415],
  ['body-too-large', 413],
  ['input-too-large', 413],
  ['deflate-too-large', 413],
  ['store-full', 503],
  ['store-disk-full', 503],
  ['store-read-only', 503],
  ['store-busy', 503],
  ['store-failing', 503],
  ['state-unwritable', 503],
  ['data-unreadable', 503],
  ['bodies-busy', 503],
  ['threads-busy', 503],
  ['work-overdue', 503],
  ['work-memory', 503],
]);

/** The HTTP status for bad input (4xx), or for something that this machine lacks at the moment (503). */
export function statusOf({ code }: WorkbenchError): PublicRefusal['status'] {
  return HTTP_STATUS.get(code) ?? 400;
}

/** What is over in a moment: the same request may come again. */
const PASSING: ReadonlySet<string> = new Set<Code>(['bodies-busy', 'threads-busy']);

/** Whether a refusal is over in a moment, and says nothing of what came. */
export function isPassing({ code }: { readonly code: string }): boolean {
  return PASSING.has(code);
}

/** Headers that go with it: seconds after which to come again, where that may help (RFC 9110 10.2.3). */
export function headersOf(error: WorkbenchError): Readonly<Record<string, string>> {
  return isPassing(error) ? { 'Retry-After': '5' } : {};
}
