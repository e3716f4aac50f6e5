import * as v from 'valibot';
import { CONSOLE_HEADER } from '#shared/api/console-session.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { signedOut } from '../state/account.ts';
import { at } from '../state/mount.ts';
import type { Answer, Failure } from './answer.ts';

/** One call. */
interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Calls the companion that serves this page, and reads its answer by a schema. Never throws: whatever goes wrong is told
 * in the answer. Who turns out to be signed out comes to the sign-in, and back to where they were.
 */
export async function ask<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  call: Call = {},
): Promise<Answer<v.InferOutput<Schema>>> {
  try {
    const response = await fetch(at(path), request(call));
    const text = await response.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    if (!response.ok) return failed(response.status, body);
    const read = v.safeParse(schema, body);
    return read.success ? { ok: true, value: read.output } : { ok: false, failure: UNREADABLE };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, failure: UNREADABLE };
    return { ok: false, failure: UNREACHABLE };
  }
}

/** The schema of an answer without a body. */
export const NOTHING = v.null();

function request({ method = 'GET', body, signal }: Call): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', [CONSOLE_HEADER.name]: CONSOLE_HEADER.value };
  if (body !== undefined) headers['content-type'] = 'application/json';
  return {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function failed(status: number, body: unknown): { readonly ok: false; readonly failure: Failure } {
  const read = v.safeParse(API_ERROR, body);
  if (!read.success) return { ok: false, failure: UNREADABLE };
  if (status === 401) signedOut();
  return { ok: false, failure: read.output.error };
}

const UNREACHABLE: Failure = {
  code: 'unreachable',
  message: 'The companion does not answer.',
  fix: 'See whether it still runs, then try again.',
  facts: {},
};

const UNREADABLE: Failure = {
  code: 'answer-unreadable',
  message: 'The companion answered with something that this page does not know.',
  fix: 'It may have been started anew with another version: load this page again.',
  facts: {},
};
