import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isNeverAllowed, isPublicAddress } from './public-address.ts';
import { WebError } from './web-error.ts';

/** What may be fetched, and how much. */
export interface FetchRules {
  readonly maxBytes: number;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Hosts that may be on a private address or this machine, and be asked by http. */
  readonly allowHosts: readonly string[];
}

/**
 * What is at a URL. By https, unless the host is allowed by name; never from a private address, whatever name leads there,
 * and from where machines find their own credentials not even by a name that is allowed
 * (the address that was looked at is the one that is asked, so a name that changes in between gains nothing); no redirect
 * is followed.
 *
 * @throws WorkbenchError `fetch-failed` with the reason
 */
export async function fetchGuarded(address: string, rules: FetchRules): Promise<Buffer> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) throw failed(address, 'it is no https URL');
  if (url.username !== '' || url.password !== '') throw failed(url.origin, 'it has a user name in it');
  const isAllowed = rules.allowHosts.includes(url.hostname);
  if (url.protocol === 'http:' && !isAllowed) throw failed(url.href, 'it must be https');
  const signal = AbortSignal.timeout(rules.timeout);
  try {
    const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''));
    const isRefused = (ip: string) => (isAllowed ? isNeverAllowed(ip) : !isPublicAddress(ip));
    if (addresses.some(isRefused)) throw failed(url.href, 'its host is on a private address');
    const response = await ask(url, addresses, signal);
    return await read(response, url, rules.maxBytes);
  } catch (cause) {
    if (cause instanceof WebError) throw cause;
    throw failed(url.href, signal.aborted ? 'it took too long' : codeOf(cause), cause);
  }
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function ask(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const pinned: LookupFunction = (_, { all }, callback) => {
    const [first = { address: '', family: 4 }] = found;
    if (all === true) callback(null, found);
    else callback(null, first.address, first.family);
  };
  const options = { signal, lookup: pinned, agent: false, headers: { Accept: '*/*', 'User-Agent': 'saml-workbench' } };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    request.once('response', resolve).once('error', reject).end();
  });
}

async function read(response: IncomingMessage, url: URL, maxBytes: number): Promise<Buffer> {
  try {
    if (response.statusCode !== 200) throw failed(url.href, `its answer has the status ${response.statusCode}`);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > maxBytes) throw failed(url.href, `it has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}

function failed(url: string, reason: string, cause?: unknown): WebError {
  return new WebError('fetch-failed', { url, reason }, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it could not be reached';
}
