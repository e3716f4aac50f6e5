import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { OutgoingError } from './outgoing-error.ts';
import { isNeverAllowed, isPublicAddress } from './public-address.ts';

/** An address that may be asked, and how its host is found: at the very addresses that were looked at. */
export interface CheckedAddress {
  readonly url: URL;
  readonly lookup: LookupFunction;
}

/**
 * Looks at an address before anything is sent there: https and a public host, unless the host is allowed by name. What a
 * name resolves to is looked at when the connection is made, and nothing else is connected to; a name that leads to one
 * host that may be asked and to another that may not is not asked at all.
 *
 * @param hosts names allowed (`idp.internal`, `127.0.0.1:4041`): there http and private addresses are taken, too, but not
 *   those where machines find their own credentials
 * @throws WorkbenchError `address-forbidden`
 */
export function checkAddress(address: string, hosts: readonly string[]): CheckedAddress {
  const forbidden = (reason: string) => new OutgoingError('address-forbidden', { address: shown(address), reason });
  if (!URL.canParse(address)) throw forbidden('it is no address');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw forbidden('only https is fetched');
  if (url.username !== '' || url.password !== '') throw forbidden('it has a name or a password in it');
  const isNamed = isNamedHost(url, hosts);
  if (url.protocol === 'http:' && !isNamed) throw forbidden('what comes by http can be changed on its way');
  const isAllowed = isNamed ? (ip: string) => !isNeverAllowed(ip) : isPublicAddress;
  const host = bareHost(url);
  // An IP address is never looked up.
  if (isIP(host) !== 0 && !isAllowed(host)) throw forbidden('its host is not a public one');
  return { url, lookup: lookupOf(isAllowed, forbidden) };
}

/** The URL parser has brought every notation of an IPv4 address (decimal, octal, hexadecimal, short) to the usual one. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function isNamedHost(url: URL, hosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return hosts.some((host) => [url.hostname, `${url.hostname}:${port}`].includes(host.toLowerCase()));
}

/** Without the query: it may have a secret in it. */
export function shown(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}

function lookupOf(isAllowed: (ip: string) => boolean, forbidden: (reason: string) => Error): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(forbidden('its name leads to a host that is not a public one'), '', 0);
      }
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
