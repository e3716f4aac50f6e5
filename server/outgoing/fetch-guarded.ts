import { type IncomingHttpHeaders, type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { type CheckedAddress, checkAddress, shown } from './check-address.ts';
import { OutgoingError } from './outgoing-error.ts';

/** What bounds one answer. */
export interface FetchLimits {
  /** Milliseconds for all of it, redirects included. */
  readonly time: number;
  /** Bytes of its body. */
  readonly bytes: number;
}

/** What is asked for, and of whom it may be. */
export interface GuardedRequest {
  /** Hosts that are allowed by name (`checkAddress`). */
  readonly hosts: readonly string[];
  readonly limits: FetchLimits;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent, by POST; without it the request is a GET. */
  readonly body?: string;
  /** How many redirects are followed; none unless this says so. A body is sent to the first address alone. */
  readonly redirects?: number;
  /** Status codes of answers that can be used; 200 unless this says more. Of others nothing is read. */
  readonly statuses?: readonly number[];
}

/** An answer whose status is one of those that can be used. */
export interface GuardedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Asks another server, whose address somebody else chose. This is the one way in which this server asks any: by https and
 * at public hosts alone, unless the host is allowed by name (`checkAddress`); each redirect is looked at as strictly as the
 * first address. The answer is not unpacked: it has to come as it is.
 *
 * @throws WorkbenchError `address-forbidden`, `address-unanswering`
 */
export async function fetchGuarded(address: string, request: GuardedRequest): Promise<GuardedAnswer> {
  const { hosts, limits, redirects = 0, body } = request;
  const signal = AbortSignal.timeout(limits.time);
  const mayFollow = body === undefined ? redirects : 0;
  let next = address;
  try {
    for (let hops = 0; hops <= mayFollow; hops++) {
      const answer = await ask(checkAddress(next, hosts), request, signal);
      const location = mayFollow === 0 ? null : redirectOf(answer);
      if (location === null) return await read(answer, request);
      answer.destroy();
      if (!URL.canParse(location, next)) throw unanswering(next, 'it redirects to what is no address');
      next = new URL(location, next).href;
    }
    throw unanswering(address, `it redirects more than ${mayFollow} times`);
  } catch (error) {
    throw explained(error, { address: next, signal, limits });
  }
}

function ask(
  { url, lookup }: CheckedAddress,
  { headers, body }: GuardedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestByHttps : requestByHttp;
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'saml-workbench', ...headers },
    lookup,
    signal,
    // No agent: a connection that is kept would be one to an address that nobody looks at again.
    agent: false,
    // Little is read at a time, however fast it comes.
    highWaterMark: 16 * 1024,
  };
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(body);
  });
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}

async function read(answer: IncomingMessage, { limits, statuses = [200] }: GuardedRequest): Promise<GuardedAnswer> {
  const { statusCode: status = 0, headers } = answer;
  try {
    if (!statuses.includes(status)) throw new Problem(`the server answers ${status}`);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new Problem('the answer is compressed, which was not asked for');
    return { status, headers, body: await readBody(answer, limits.bytes) };
  } finally {
    answer.destroy();
  }
}

async function readBody(answer: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new Problem(`it has more than ${limit} bytes`);
  if (Number(answer.headers['content-length'] ?? 0) > limit) throw tooLarge;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    size += piece.length;
    if (size > limit) throw tooLarge;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Why an answer cannot be used, in words that follow a colon. */
class Problem extends Error {}

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was closed before the answer was whole',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be resolved at the moment',
  CERT_HAS_EXPIRED: 'the certificate of its server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of its server is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of its server is from an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of its server is from an authority that this machine does not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of its server is for another host',
};

function explained(
  error: unknown,
  { address, signal, limits }: { address: string; signal: AbortSignal; limits: FetchLimits },
): unknown {
  if (error instanceof OutgoingError) return error;
  const because = (reason: string) => unanswering(address, reason, error);
  if (signal.aborted) return because(`it was not whole after ${limits.time / 1000} seconds`);
  if (error instanceof Problem) return because(error.message);
  if (!(error instanceof Error)) return error;
  // Node tries each address of a host, and gathers what went wrong.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  if (first instanceof OutgoingError) return first;
  const code = 'code' in error ? String(error.code) : '';
  return code === '' ? error : because(CODES[code] ?? code);
}

function unanswering(address: string, reason: string, cause?: unknown): OutgoingError {
  return new OutgoingError('address-unanswering', { address: shown(address), reason }, { cause });
}
