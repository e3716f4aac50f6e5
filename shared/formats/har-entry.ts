import { isHar } from './read-har.ts';

/**
 * A HAR around what was copied out of one: an entry, several of them, or its `log` alone. Null where it is none of these.
 */
export function asHar(value: unknown): unknown {
  if (isList(value) && value.length > 0 && value.every(isEntry)) return harOf(value);
  if (isEntry(value)) return harOf([value]);
  const wrapped = { log: value };
  return isHar(wrapped) ? wrapped : null;
}

function harOf(entries: readonly unknown[]): unknown {
  return { log: { entries } };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isEntry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('request' in value) || !('response' in value)) return false;
  const { request } = value;
  return typeof request === 'object' && request !== null && 'url' in request && typeof request.url === 'string';
}
