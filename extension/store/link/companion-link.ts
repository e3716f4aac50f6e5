import * as v from 'valibot';
import { CONNECTION_CHANGE, CONNECTION_DETAILS, CONNECTION_HISTORY, CONNECTIONS } from '#shared/api/connections.ts';
import { API_ERROR } from '#shared/api/error.ts';
import { JUDGED_ANSWER, KNOWN_ANSWER, REPLAY_ANSWER } from '#shared/api/link.ts';
import { encodeBase64 } from '#shared/base/base64.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { HostPermission, Reach, ReachRequest } from '../../messaging/reach.ts';
import { ReachError } from '../../messaging/reach-error.ts';
import { carriedValue } from '../base/parameters.ts';
import type { Link, LinkedConnection } from './link.ts';
import { LinkError } from './link-error.ts';

/** One call of its API, the answer read by a schema. */
type Call = <Schema extends v.GenericSchema>(
  schema: Schema,
  method: ReachRequest['method'],
  path: string,
  body?: unknown,
) => Promise<v.InferOutput<Schema>>;

/**
 * Links with the companion at an address, by its administrator's token. Must be called inside a click, before anything is
 * awaited: the browser asks for that one host. The permission stays until the link ends.
 *
 * @throws WorkbenchError `reach-…`, `link-…`
 */
export async function linkWith(reach: Reach, given: string, token: string): Promise<Link> {
  const address = given.trim().replace(/\/+$/, '');
  const permission = await reach.ask(address);
  const { host } = new URL(address);
  if (!permission.isGranted) throw new ReachError('reach-forbidden', { host });
  try {
    const call = callsOf(reach, address, token.trim());
    const { connections: all } = await call(CONNECTIONS, 'GET', '/api/connections');
    const connections = all.flatMap(({ prefix, description, idp }) =>
      idp === null ? [] : [{ prefix, description, idp }],
    );
    const [first] = connections;
    if (first === undefined) throw new LinkError('link-empty', { host });
    return linkOf({ address, host, connections, call, permission }, first.prefix);
  } catch (error) {
    await permission.giveBack();
    throw error;
  }
}

interface Linked {
  readonly address: string;
  readonly host: string;
  readonly connections: readonly LinkedConnection[];
  readonly call: Call;
  readonly permission: HostPermission;
}

function linkOf(linked: Linked, chosen: string): Link {
  const { address, host, connections, call, permission } = linked;
  const path = `/api/connections/${encodeURIComponent(chosen)}`;
  return {
    address,
    host,
    connections,
    chosen,
    judged: async () => (await call(JUDGED_ANSWER, 'GET', `${path}/judged`)).connection,
    replay: (message, at) =>
      call(REPLAY_ANSWER, 'POST', `${path}/replay`, { ...asItCame(message), ...(at === null ? {} : { at }) }),
    known: (ids) => call(KNOWN_ANSWER, 'POST', '/api/link/known', { ids: ids.slice(0, MOST_IDS) }),
    async addRow(row) {
      const { document, revision } = await call(CONNECTION_DETAILS, 'GET', path);
      const rows = document['attributes'] ?? [];
      if (!Array.isArray(rows)) throw new LinkError('link-rows', { prefix: chosen });
      const change = {
        revision,
        document: { ...document, attributes: [...rows, { from: row.from, to: row.to }] },
        summary: `The attribute ${row.to}, added from the panel`.slice(0, 300),
      };
      const { connection } = await call(CONNECTION_CHANGE, 'PUT', path, change);
      return async () => {
        const { versions } = await call(CONNECTION_HISTORY, 'GET', `${path}/history`);
        const before = versions[1];
        const version = before === undefined || before.isTakenBack ? 0 : before.version;
        await call(CONNECTION_CHANGE, 'POST', `${path}/restore`, { revision: connection?.revision ?? '', version });
      };
    },
    choose: (prefix) => linkOf(linked, prefix),
    end: permission.giveBack,
  };
}

const MOST_IDS = 50;

function callsOf(reach: Reach, address: string, token: string): Call {
  const { host } = new URL(address);
  return async (schema, method, path, body) => {
    const { status, text } = await reach.request({
      url: `${address}${path}`,
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const value = parseJson(text);
    if (status === 401) throw new LinkError('link-token', { host });
    if (status < 200 || status > 299) {
      const told = v.safeParse(API_ERROR, value);
      if (!told.success) throw new LinkError('link-unknown', { address });
      throw new LinkError('link-refused', { host, reason: told.output.error.message });
    }
    const read = v.safeParse(schema, value);
    if (!read.success) throw new LinkError('link-unknown', { address });
    return read.output;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON fits no schema.
    return null;
  }
}

/** A message as the browser brought it: of a redirect the very query, for the signature covers it. */
function asItCame(message: InspectedMessage): { readonly binding: 'form' | 'redirect'; readonly raw: string } {
  const { exchange, reading, wire } = message;
  if (reading.binding === 'redirect' && exchange !== null)
    return { binding: 'redirect', raw: URL.parse(exchange.url)?.search.slice(1) ?? '' };
  const value = carriedValue(message) ?? (wire === null ? null : encodeBase64(new TextEncoder().encode(wire.xml)));
  if (value === null) throw new LinkError('link-message');
  const name = reading.parameter ?? 'SAMLResponse';
  return { binding: 'form', raw: `${name}=${encodeURIComponent(value)}` };
}
