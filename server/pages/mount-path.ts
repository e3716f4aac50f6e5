import type { IncomingMessage } from 'node:http';

const mounted = new WeakMap<IncomingMessage, string>();

/** Says below which path browsers see the site that answers a request: `/portal`, without a slash at the end. */
export function setMountPath(request: IncomingMessage, path: string): void {
  mounted.set(request, path);
}

/** Below which path browsers see the site that answers a request; empty: at the root. */
export function mountPathOf(request: IncomingMessage): string {
  return mounted.get(request) ?? '';
}

/** Whether an address, written without its site, is below a path, or the path itself. */
export function isUnder(mount: string, address: string): boolean {
  return address === mount || (address.startsWith(mount) && /^[/?#]/.test(address.slice(mount.length)));
}

/**
 * An address of ours as browsers see it. Everything within the server is written from the root; what leaves it goes
 * through here. An address that is below the path already, and one of another site, stay as they are.
 */
export function underMount(mount: string, address: string): string {
  const isOwn = address.startsWith('/') && !address.startsWith('//');
  return mount === '' || !isOwn || isUnder(mount, address) ? address : `${mount}${address}`;
}
