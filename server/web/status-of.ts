import type { ErrorCode } from '#shared/base/error-words.ts';
import type { PublicRefusal } from './refusal.ts';

const HTTP_STATUS: Readonly<Partial<Record<ErrorCode, PublicRefusal['status']>>> = {
  'body-not-a-form': 415,
  'body-not-soap': 415,
  'body-too-large': 413,
  'input-too-large': 413,
  'deflate-too-large': 413,
  'store-full': 503,
  'store-disk-full': 503,
  'store-read-only': 503,
  'store-busy': 503,
  'store-failing': 503,
  'state-unwritable': 503,
  'bodies-busy': 503,
  'threads-busy': 503,
  'work-overdue': 503,
  'work-memory': 503,
};

/** The HTTP status for bad input (4xx), or for something that this machine lacks at the moment (503). */
export function statusOf(code: ErrorCode): PublicRefusal['status'] {
  return HTTP_STATUS[code] ?? 400;
}

/** What is over in a moment: the same request may come again. */
const PASSING: readonly ErrorCode[] = ['bodies-busy', 'threads-busy'];

/** Headers that go with it: seconds after which to come again, where that may help (RFC 9110 10.2.3). */
export function headersOf(code: ErrorCode): Readonly<Record<string, string>> {
  return PASSING.includes(code) ? { 'Retry-After': '5' } : {};
}
