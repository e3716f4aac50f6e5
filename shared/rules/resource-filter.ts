import type { WorkbenchError } from '#shared/base/errors.ts';
import { attributeText, type RuleObject } from './attributes.ts';
import { RulesError } from './rules-error.ts';

/** One part of a resource filter; texts in lower case. */
export type FilterPart =
  | { readonly kind: 'any' }
  /** `App`, `App_*`: every resource of that type. */
  | { readonly kind: 'type'; readonly type: string }
  /** `App*`: every type whose name begins so, `App.Object` included. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** `App_<id>` */
  | { readonly kind: 'id'; readonly type: string; readonly id: string };

/**
 * Reads a resource filter: `Type`, `Type_*`, `Type_<id>`, `Type*`, `*`, separated by commas; case is ignored.
 *
 * @throws WorkbenchError `rule-filter` with the `part` and the `reason`
 */
export function parseResourceFilter(text: string): readonly FilterPart[] {
  return text.split(',').map((part) => parsePart(part.trim().toLowerCase(), part.trim()));
}

function parsePart(part: string, written: string): FilterPart {
  if (part === '*') return { kind: 'any' };
  const found = /^([\p{L}\p{N}.]+)(?:(\*)|_(.+))?$/u.exec(part);
  if (found === null) throw filterError(written, 'write Type, Type_*, Type_<id>, Type* or *');
  const [, type = '', star, id] = found;
  if (star !== undefined) return { kind: 'prefix', prefix: type };
  if (id === undefined || id === '*') return { kind: 'type', type };
  if (id.includes('*')) throw filterError(written, 'an id is whole; only Type_* and Type* have a star');
  return { kind: 'id', type, id };
}

function filterError(part: string, reason: string): WorkbenchError {
  return new RulesError('rule-filter', { part, reason });
}

/** Whether a filter takes in a resource, by its `resourcetype` and `id`. A resource without a type is taken in by `*` alone. */
export function matchesFilter(filter: readonly FilterPart[], resource: RuleObject): boolean {
  const type = attributeText(resource, 'resourcetype')?.toLowerCase() ?? null;
  return filter.some((part) => matchesPart(part, type, resource));
}

function matchesPart(part: FilterPart, type: string | null, resource: RuleObject): boolean {
  if (part.kind === 'any') return true;
  if (type === null) return false;
  if (part.kind === 'prefix') return type.startsWith(part.prefix);
  if (part.type !== type) return false;
  return part.kind === 'type' || part.id === attributeText(resource, 'id')?.toLowerCase();
}
