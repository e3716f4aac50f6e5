import { foldText } from '#shared/pattern/fold-case.ts';
import { attributeText, type RuleObject } from '../attributes.ts';
import type { AccessRule } from '../rule.ts';

/** The type as a filter writes it (`Stream`), where an example has it in the lower case in which types are compared. */
export function withWrittenType(resource: RuleObject, rules: readonly AccessRule[]): RuleObject {
  const type = attributeText(resource, 'resourcetype');
  if (type === null) return resource;
  for (const { resourceFilter } of rules) {
    const written = resourceFilter.match(/[\p{L}\p{N}.]+/gu)?.find((word) => foldText(word) === foldText(type));
    if (written !== undefined) return { ...resource, resourcetype: written };
  }
  return resource;
}
