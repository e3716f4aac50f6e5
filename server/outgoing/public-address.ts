import { BlockList, isIP } from 'node:net';

/** IPv4 that is no public host's (RFC 6890 and its registry), and one address of a cloud's own services that looks like one. */
const NOT_PUBLIC: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** What no name may lead to, not even one that the configuration allows: where machines find their own credentials. */
const NEVER: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['192.0.0.192', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const notPublic = listOf(NOT_PUBLIC);
const never = listOf(NEVER);

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks) list.addSubnet(address, bits);
  return list;
}

/**
 * Whether an IP address is a public host's. IPv6 that carries an IPv4 address inside (mapped, compatible, 6to4, NAT64) is
 * what that one is; of the rest only global unicast counts, without what is reserved in it.
 *
 * @param address as the resolver or a parsed URL gives it, without brackets; anything that is none is not public
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublic.check(address);
  const groups = groupsOf(address);
  if (groups === null) return false;
  const inner = innerIpv4(groups);
  if (inner !== null) return isPublicAddress(inner);
  const [first = 0, second = 0] = groups;
  const isReserved =
    (first === 0x2001 && second < 0x200) ||
    (first === 0x2001 && second === 0xdb8) ||
    (first === 0x3fff && second < 0x1000);
  return first >= 0x2000 && first < 0x4000 && !isReserved;
}

/** Whether even a host that the configuration allows by name must not lead there: link-local addresses and the like. */
export function isNeverAllowed(address: string): boolean {
  if (isIP(address) === 4) return never.check(address);
  const groups = groupsOf(address);
  if (groups === null) return true;
  const inner = innerIpv4(groups);
  const [first = 0, second = 0] = groups;
  const isLoopback = groups.every((group, index) => group === (index === 7 ? 1 : 0));
  if (inner !== null && !isLoopback) return isNeverAllowed(inner);
  const isCloud = (first === 0xfd00 && second === 0xec2) || (first === 0xfd20 && second === 0xce);
  const isOwnNat64 = first === 0x64 && second === 0xff9b;
  return (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00 || isCloud || isOwnNat64;
}

/** The eight groups of an IPv6 address, its last two perhaps written as IPv4; null if it is none. */
function groupsOf(address: string): readonly number[] | null {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return null;
  const hex = bare.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    return `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`;
  });
  const [head = '', tail] = hex.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const all = tail === undefined ? (before ?? []) : [...(before ?? []), ...Array(zeros).fill('0'), ...(after ?? [])];
  return all.map((group) => Number.parseInt(group, 16));
}

/**
 * RFC 4291 2.5.5 (compatible, mapped), RFC 6052 2.1 (NAT64), RFC 3056 2 (6to4). Where in an address of a network's own
 * NAT64 (RFC 8215) the other one stands, only that network knows.
 */
function innerIpv4(groups: readonly number[]): string | null {
  const [a, b, c, d, e, f, g = 0, h = 0] = groups;
  const isZero = (list: readonly (number | undefined)[]): boolean => list.every((group) => group === 0);
  if (isZero([a, b, c, d, e]) && (f === 0 || f === 0xffff)) return ipv4Of(g, h);
  if (a === 0x64 && b === 0xff9b && isZero([c, d, e, f])) return ipv4Of(g, h);
  return a === 0x2002 ? ipv4Of(b ?? 0, c ?? 0) : null;
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
