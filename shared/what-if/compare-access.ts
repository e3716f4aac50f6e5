import type { RuleAction } from '#shared/rules/actions.ts';
import type { AccessPolicy, Person, PolicyResource } from './access-policy.ts';
import { compareSight, type Sight, type SightDifference } from './compare-sight.ts';
import { type BoundedList, type Listed, listBounded } from './list-bounded.ts';
import { type Access, closedByTable, type Grant, readAccess, type TableReason } from './read-access.ts';

/** Somebody as they are now, and as they would be; null: nobody logs in so. */
export interface ComparedPerson {
  /** `DIRECTORY\user` */
  readonly name: string;
  readonly before: Person | null;
  readonly after: Person | null;
}

/** What somebody may do on one side of a change, and not on the other. */
export interface ChangedGrant {
  readonly user: string;
  readonly resource: ResourceName;
  readonly action: RuleAction;
  /** Names of the rules that allow it where it is allowed. */
  readonly by: readonly string[];
  /** Numbers of the rows of the access table that apply there. */
  readonly rows: readonly number[];
  /** Why it is not allowed on the other side. */
  readonly otherwise: WhyNot;
}

/** No rule allows it, the access table lets see nothing, nobody logs in so, or there is no such resource. */
export type WhyNot = 'no-rule' | TableReason | 'no-login' | 'no-resource';

/** What a resource is called. */
export type ResourceName = Pick<PolicyResource, 'kind' | 'id' | 'name'>;

/** What somebody reads before and after, and sees other data of. */
export interface ChangedSight extends SightDifference {
  readonly user: string;
  readonly resource: ResourceName;
  /** Numbers of the rows that apply. */
  readonly rowsBefore: readonly number[];
  readonly rowsAfter: readonly number[];
}

/** Who gains and who loses what by a change. */
export interface AccessComparison {
  /** How many people were looked at. */
  readonly people: number;
  /** How many of them gain something, data included, and how many lose something. */
  readonly gaining: number;
  readonly losing: number;
  readonly gains: Listed<ChangedGrant>;
  readonly losses: Listed<ChangedGrant>;
  readonly sights: Listed<ChangedSight>;
}

/** Takes people one by one, as many as there are: only what is listed is kept. */
export interface AccessComparer {
  add(person: ComparedPerson): void;
  result(): AccessComparison;
}

/** Entries of each list. */
const MOST = 1000;

/**
 * Compares who may do what, and sees what, before and after a change of rules, resources, access tables, or of what
 * people carry (attribute map, value map). To read an app with data, one needs a rule and a row of its access table.
 *
 * @param limit entries of each list; all are counted
 */
export function createAccessComparer(before: AccessPolicy, after: AccessPolicy, limit: number = MOST): AccessComparer {
  const pairs = pairResources(before.resources, after.resources);
  const readers = { before: readAccess(before), after: readAccess(after) };
  const lists: ChangeLists = { gains: listBounded(limit), losses: listBounded(limit), sights: listBounded(limit) };
  const counts = { people: 0, gaining: 0, losing: 0 };
  return {
    add: ({ name: user, before: was, after: is }) => {
      let [gains, losses] = [false, false];
      const old = was === null ? null : readers.before.of(was);
      const next = is === null ? null : readers.after.of(is);
      for (const pair of pairs) {
        const sides = [sideOf(before, pair.before, old), sideOf(after, pair.after, next)] as const;
        const changed = addChanges(lists, ...sides, { user, resource: pair.name });
        gains ||= changed.gains;
        losses ||= changed.losses;
      }
      counts.people += 1;
      if (gains) counts.gaining += 1;
      if (losses) counts.losing += 1;
    },
    result: () => ({
      ...counts,
      gains: lists.gains.list(),
      losses: lists.losses.list(),
      sights: lists.sights.list(),
    }),
  };
}

interface ChangeLists {
  readonly gains: BoundedList<ChangedGrant>;
  readonly losses: BoundedList<ChangedGrant>;
  readonly sights: BoundedList<ChangedSight>;
}

type Where = Pick<ChangedGrant, 'user' | 'resource'>;

function addChanges(lists: ChangeLists, old: Side, next: Side, where: Where) {
  const gains = addBeyond(lists.gains, next, old, where);
  const losses = addBeyond(lists.losses, old, next, where);
  const sight = sightChange(old, next);
  if (sight === null) return { gains, losses };
  lists.sights.add({ ...where, ...sight });
  return {
    gains: gains || sight.shown.length > 0 || sight.fields.some(({ gained }) => gained.length > 0),
    losses: losses || sight.hidden.length > 0 || sight.fields.some(({ lost }) => lost.length > 0),
  };
}

/** A resource by its number on both sides; null: it is not there. */
interface Pair {
  readonly name: ResourceName;
  readonly before: number | null;
  readonly after: number | null;
}

function pairResources(before: readonly PolicyResource[], after: readonly PolicyResource[]): readonly Pair[] {
  const keyOf = ({ kind, id }: PolicyResource): string => JSON.stringify([kind, id]);
  const old = new Map(before.map((resource, index) => [keyOf(resource), index]));
  const next = new Set(after.map(keyOf));
  const gone = before.flatMap((resource, index) =>
    next.has(keyOf(resource)) ? [] : { name: nameOf(resource), before: index, after: null },
  );
  const now = after.map((resource, index) => {
    return { name: nameOf(resource), before: old.get(keyOf(resource)) ?? null, after: index };
  });
  return [...now, ...gone];
}

function nameOf({ kind, id, name }: PolicyResource): ResourceName {
  return { kind, id, name };
}

/** One side of a change, for one person and one resource. */
interface Side {
  readonly resource: PolicyResource | null;
  readonly access: Access;
  /** Why there is no access whatever rules say; null: rules and table decide. */
  readonly missing: 'no-login' | 'no-resource' | null;
}

const NO_ACCESS: Access = { grants: [], sees: null };

function sideOf(
  { resources }: AccessPolicy,
  index: number | null,
  accessOf: ((resource: number) => Access) | null,
): Side {
  const resource = index === null ? null : (resources[index] ?? null);
  if (index === null || resource === null) return { resource, access: NO_ACCESS, missing: 'no-resource' };
  if (accessOf === null) return { resource, access: NO_ACCESS, missing: 'no-login' };
  return { resource, access: accessOf(index), missing: null };
}

function openGrants({ access: { grants, sees } }: Side): readonly Grant[] {
  return grants.filter(({ action }) => closedByTable(action, sees) === null);
}

function whyNot({ access: { grants, sees }, missing }: Side, action: RuleAction): WhyNot {
  if (missing !== null) return missing;
  const byRule = grants.some((grant) => grant.action === action);
  return byRule ? (closedByTable(action, sees) ?? 'no-rule') : 'no-rule';
}

/** Adds what one side allows and the other does not; says whether there was anything. */
function addBeyond(list: BoundedList<ChangedGrant>, one: Side, other: Side, where: Where): boolean {
  const own = openGrants(one);
  if (own.length === 0) return false;
  const there = new Set(openGrants(other).map(({ action }) => action));
  const beyond = own.filter(({ action }) => !there.has(action));
  for (const { action, by } of beyond)
    list.add({ ...where, action, by, rows: rowsOf(one), otherwise: whyNot(other, action) });
  return beyond.length > 0;
}

function rowsOf({ access: { sees } }: Side): readonly number[] {
  return (sees?.rows ?? []).map(({ row }) => row.number);
}

function sightChange(old: Side, next: Side): Omit<ChangedSight, 'user' | 'resource'> | null {
  const [before, after] = [sightOf(old), sightOf(next)];
  if (before === null || after === null) return null;
  const difference = compareSight(before, after);
  return difference === null ? null : { ...difference, rowsBefore: rowsOf(old), rowsAfter: rowsOf(next) };
}

function sightOf({ resource, access: { sees } }: Side): Sight | null {
  const data = resource?.data ?? null;
  return data === null || !sees?.allowed ? null : { decision: sees, data };
}
