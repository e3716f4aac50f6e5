import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanionWorld } from '../companion/companion-world.ts';

/** An answer, with its body read as JSON. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a call has that is not usual. */
export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the administrator's token; null: no credential. */
  readonly key?: string | null;
  /** In place of one that is right in both places. */
  readonly xrfkey?: { readonly query: string | null; readonly header: string | null };
}

const XRFKEY = 'abcdefghijklmnop';

/** The administrator's token of a world. */
export async function tokenOf({ folder }: Pick<CompanionWorld, 'folder'>): Promise<string> {
  return (await readFile(join(folder, 'state', 'admin.token'), 'utf8')).trim();
}

/** Makes QPS calls as a server would; paths begin behind `/qps/`. */
export function qpsClient(world: Pick<CompanionWorld, 'folder' | 'url'>) {
  return async (method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> => {
    const { query, header } = options.xrfkey ?? { query: XRFKEY, header: XRFKEY };
    const key = options.key === undefined ? await tokenOf(world) : options.key;
    const text = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
    const mark = path.includes('?') ? '&' : '?';
    const response = await fetch(`${world.url()}/qps/${path}${query === null ? '' : `${mark}xrfkey=${query}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(header === null ? {} : { 'X-Qlik-Xrfkey': header }),
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? null : JSON.parse(answer) };
  };
}

/** Anne of the seed, with groups. */
export function userBody(groups: readonly string[] = ['QlikGroup', 'Sales'], changes: object = {}) {
  return {
    UserDirectory: 'CORP',
    UserId: 'anne',
    Attributes: groups.map((group) => ({ group })),
    ...changes,
  };
}

/** The text of a field of an answer. */
export function field({ body }: CallAnswer, name: string): string {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  if (typeof value !== 'string') throw new Error(`There is no ${name} in ${JSON.stringify(body)}`);
  return value;
}
