import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
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
 * What is at a URL. By https, unless the host is allowed by name; never from a private address, whatever name leads there
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
    if (!isAllowed && addresses.some(isPrivate)) throw failed(url.href, 'its host is on a private address');
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

/** Addresses that lead to this machine or its neighbours, or nowhere (RFC 6890 and the registries that it began). */
const PRIVATE = privateAddresses();

function privateAddresses(): BlockList {
  const list = new BlockList();
  const v4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'];
  const more = ['192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4'];
  const v6 = ['::/128', '::1/128', '::ffff:0:0/96', '64:ff9b::/96', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'];
  const add = (range: string, family: 'ipv4' | 'ipv6'): void => {
    const [net = '', prefix = ''] = range.split('/');
    list.addSubnet(net, Number(prefix), family);
  };
  for (const range of [...v4, ...more]) add(range, 'ipv4');
  for (const range of v6) add(range, 'ipv6');
  return list;
}

function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function failed(url: string, reason: string, cause?: unknown): WebError {
  return new WebError('fetch-failed', { url, reason }, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it could not be reached';
}
