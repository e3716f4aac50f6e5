import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { readText } from '#shared/wire/read-text.ts';
import { type CheckedAddress, checkAddress, shown } from './check-address.ts';
import { TrustError } from './trust-error.ts';

/** What bounds one fetch. */
export interface FetchLimits {
  /** Milliseconds for all of it, redirects included. */
  readonly time: number;
  /** Bytes of the answer. */
  readonly bytes: number;
}

/** The largest federation of today has some 100 MB; its operators also serve each entity by itself. */
export const FETCH_LIMITS: FetchLimits = { time: 30_000, bytes: LIMITS.splitChars };

const MAX_REDIRECTS = 5;

/** An answer with metadata in it, or word that nothing is new. */
export type FetchedMetadata =
  | { readonly isNew: true; readonly text: string; readonly etag: string | null }
  | { readonly isNew: false };

/**
 * Fetches metadata. Its media type is not looked at (many servers say text/plain), the address of every redirect is as
 * strictly as the first one.
 *
 * @param hosts that are allowed by name (`checkAddress`)
 * @param etag of what is at hand: the server may then say that it is the same
 * @throws WorkbenchError `metadata-unreachable`, `metadata-address-forbidden`
 */
export async function fetchMetadata(
  address: string,
  { hosts, etag, limits = FETCH_LIMITS }: { hosts: readonly string[]; etag: string | null; limits?: FetchLimits },
): Promise<FetchedMetadata> {
  const signal = AbortSignal.timeout(limits.time);
  let next = address;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await ask(checkAddress(next, hosts), etag, signal);
      const location = redirectOf(answer);
      if (location === null) return await read(answer, limits, etag !== null);
      answer.destroy();
      if (!URL.canParse(location, next)) throw new Problem('it redirects to what is no address');
      next = new URL(location, next).href;
    }
    throw new Problem(`it redirects more than ${MAX_REDIRECTS} times`);
  } catch (error) {
    throw explained(error, { address, signal, limits });
  }
}

/** Why something cannot be fetched, in words that follow a colon. */
class Problem extends Error {}

function ask({ url, lookup }: CheckedAddress, etag: string | null, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestByHttps : requestByHttp;
  const headers = {
    Accept: 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1',
    'Accept-Encoding': 'identity',
    'User-Agent': 'saml-workbench',
    ...(etag === null ? {} : { 'If-None-Match': etag }),
  };
  return new Promise((resolve, reject) => {
    // No agent: a connection that is kept would be one to an address that nobody looks at again.
    request(url, { lookup, signal, headers, agent: false }, resolve).on('error', reject).end();
  });
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}

async function read(answer: IncomingMessage, { bytes }: FetchLimits, hasEtag: boolean): Promise<FetchedMetadata> {
  const { statusCode = 0, headers } = answer;
  try {
    if (statusCode === 304 && hasEtag) return { isNew: false };
    if (statusCode !== 200) throw new Problem(`the server answers ${statusCode}`);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new Problem('the answer is compressed, which was not asked for');
    if (Number(headers['content-length'] ?? 0) > bytes) throw tooLarge(bytes);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer) {
      size += chunk.length;
      if (size > bytes) throw tooLarge(bytes);
      chunks.push(chunk);
    }
    const { text, origin } = readText(Buffer.concat(chunks));
    if (origin.doubt !== null) throw new Problem('its bytes could be taken for two texts');
    return { isNew: true, text, etag: headers.etag ?? null };
  } finally {
    answer.destroy();
  }
}

function tooLarge(bytes: number): Problem {
  return new Problem(`it has more than ${bytes} bytes`);
}

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
  if (error instanceof TrustError) return error;
  const unreachable = (reason: string) =>
    new TrustError('metadata-unreachable', { address: shown(address), reason }, { cause: error });
  if (signal.aborted) return unreachable(`it was not whole after ${limits.time / 1000} seconds`);
  if (error instanceof Problem) return unreachable(error.message);
  if (error instanceof WorkbenchError) return unreachable(error.message.replace(/\.$/, ''));
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  // Node tries each address of a host, and gathers what went wrong.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  if (first instanceof TrustError) return first;
  return code === '' ? error : unreachable(CODES[code] ?? code);
}
