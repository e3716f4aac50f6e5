import { foldText } from '#shared/pattern/fold-case.ts';
import { attributeText, type RuleObject } from '../attributes.ts';
import type { AccessRule } from '../rule.ts';

/**
 * The resource of an example, with its type as a filter writes it (`Stream`) where that is one, and as it was found, in the
 * lower case in which types are compared: a condition may mind the case.
 */
export function writtenTypes(resource: RuleObject, rules: readonly AccessRule[]): readonly RuleObject[] {
  const type = attributeText(resource, 'resourcetype');
  if (type === null) return [resource];
  for (const { resourceFilter } of rules) {
    const written = resourceFilter.match(/[\p{L}\p{N}.]+/gu)?.find((word) => foldText(word) === foldText(type));
    if (written !== undefined) return [{ ...resource, resourcetype: written }, resource];
  }
  return [resource];
}
