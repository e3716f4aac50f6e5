import type { WorkbenchError } from '#shared/base/errors.ts';
import { foldText } from '#shared/pattern/fold-case.ts';
import type { RuleAction } from './actions.ts';
import { attributeText, type RuleObject } from './attributes.ts';
import { RulesError } from './rules-error.ts';

/** One part of a resource filter; texts in lower case. */
export type FilterPart =
  | { readonly kind: 'any' }
  /** `App_*`: every resource of exactly that type. */
  | { readonly kind: 'type'; readonly type: string }
  /** `App`: the type itself, which is asked for when one is made, and for nothing else. */
  | { readonly kind: 'itself'; readonly type: string }
  /** `App*`: every type whose name begins so, `App.Object` included. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** `App_<id>` */
  | { readonly kind: 'id'; readonly type: string; readonly id: string };

/**
 * Reads a resource filter: `Type_*`, `Type_<id>`, `Type*` (types whose name begins so), `Type` (to make one), `*`,
 * separated by commas; case is ignored.
 *
 * @throws WorkbenchError `rule-filter` with the `part` and the `reason`
 */
export function parseResourceFilter(text: string): readonly FilterPart[] {
  return text.split(',').map((part) => parsePart(foldText(part.trim()), part.trim()));
}

function parsePart(part: string, written: string): FilterPart {
  if (part === '*') return { kind: 'any' };
  const found = /^([\p{L}\p{N}.]+)(?:(\*)|_(.+))?$/u.exec(part);
  if (found === null) throw filterError(written, 'write Type, Type_*, Type_<id>, Type* or *');
  const [, type = '', star, id] = found;
  if (star !== undefined) return { kind: 'prefix', prefix: type };
  if (id === undefined) return { kind: 'itself', type };
  if (id === '*') return { kind: 'type', type };
  if (id.includes('*')) throw filterError(written, 'an id is whole; only Type_* and Type* have a star');
  return { kind: 'id', type, id };
}

function filterError(part: string, reason: string): WorkbenchError {
  return new RulesError('rule-filter', { part, reason });
}

/**
 * Whether a filter takes in a resource, by its `resourcetype` and `id`, for an action: a type alone is taken in for
 * `create` only. A resource without a type is taken in by `*` alone.
 */
export function matchesFilter(filter: readonly FilterPart[], resource: RuleObject, action: RuleAction): boolean {
  return filter.some((part) => matchesPart(part, resource, action));
}

function matchesPart(part: FilterPart, resource: RuleObject, action: RuleAction): boolean {
  if (part.kind === 'any') return true;
  const type = foldedText(resource, 'resourcetype');
  if (type === null) return false;
  switch (part.kind) {
    case 'prefix':
      return type.startsWith(part.prefix);
    case 'type':
      return part.type === type;
    case 'itself':
      return part.type === type && action === 'create';
    case 'id':
      return part.type === type && part.id === foldedText(resource, 'id');
  }
}

const FOLDED = { resourcetype: new WeakMap<RuleObject, string | null>(), id: new WeakMap<RuleObject, string | null>() };

/** Found once for each resource. */
function foldedText(resource: RuleObject, name: keyof typeof FOLDED): string | null {
  const known = FOLDED[name].get(resource);
  if (known !== undefined) return known;
  const text = attributeText(resource, name);
  const folded = text === null ? null : foldText(text);
  FOLDED[name].set(resource, folded);
  return folded;
}

/** The type of a resource without case; null if it has none. */
export function resourceType(resource: RuleObject): string | null {
  return foldedText(resource, 'resourcetype');
}
