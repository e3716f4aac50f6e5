import type { Condition, Path } from '../condition.ts';

/**
 * Keys of the attributes that must be objects for these conditions: those with names below them, what is compared with a
 * user, and what HasPrivilege is asked of, where every condition may then be asked, too.
 */
export function objectKeys(conditions: readonly Condition[]): ReadonlySet<string> {
  const objects = new Set<string>();
  for (const condition of conditions) addObjects(condition, objects);
  const targets = conditions.flatMap(privilegeTargets);
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const own = [...objects].filter((key) => key.startsWith('resource.'));
    for (const target of new Set(targets))
      for (const key of own) objects.add(`resource.${target}${key.slice('resource'.length)}`);
  }
  return objects;
}

/** From how many resources to another one HasPrivilege is followed: a stream's app's stream is as far as anybody goes. */
export const MOST_DEPTH = 2;

/** Where HasPrivilege is asked of something inside the resource. */
function privilegeTargets(condition: Condition): readonly string[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.operands.flatMap(privilegeTargets);
  if (condition.kind === 'not') return privilegeTargets(condition.operand);
  return condition.kind === 'hasPrivilege' && condition.reads.names.length > 0 ? [condition.reads.key] : [];
}

function addObjects(condition: Condition, objects: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) addObjects(operand, objects);
      return;
    case 'not':
      addObjects(condition.operand, objects);
      return;
    case 'constant':
      return;
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
      addPath(condition.reads, objects, false);
      return;
    case 'hasPrivilege':
      addPath(condition.reads, objects, true);
      return;
    default: {
      const isWholeOne =
        condition.right.kind === 'path' && (condition.right.names.length === 0 || condition.left.names.length === 0);
      addPath(condition.left, objects, isWholeOne);
      if (condition.right.kind === 'path') addPath(condition.right, objects, isWholeOne);
    }
  }
}

function addPath({ of, names }: Path, objects: Set<string>, isItself: boolean): void {
  for (let length = 1; length < names.length + (isItself ? 1 : 0); length++)
    objects.add([of, ...names.slice(0, length)].join('.'));
}
