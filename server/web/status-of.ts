import type { ErrorCode } from '#shared/base/error-words.ts';
import type { PublicRefusal } from './refusal.ts';

const STATUS: Readonly<Partial<Record<ErrorCode, PublicRefusal['status']>>> = {
  'body-not-a-form': 415,
  'body-not-soap': 415,
  'body-too-large': 413,
  'input-too-large': 413,
  'deflate-too-large': 413,
  'store-full': 503,
  'state-unwritable': 503,
};

/** The HTTP status for bad input (4xx), or for something that this machine lacks at the moment (503). */
export function statusOf(code: ErrorCode): PublicRefusal['status'] {
  return STATUS[code] ?? 400;
}
