import { RULE_ACTIONS } from '#shared/rules/actions.ts';
import { ENVIRONMENT_NAMES, RESOURCE_NAMES, USER_NAMES } from '#shared/rules/known-names.ts';

/** One thing that can be written. */
export interface Offer {
  readonly label: string;
  /** What it is, in a word or two. */
  readonly detail: string;
  /** Stands before what fits as well. */
  readonly isFirst?: boolean;
}

/** What can be written at a place, and where in the text it begins. */
export interface Offers {
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** What is known beside the language: which attributes there are, and which values make sense. */
export interface KnownNames {
  /** Session attributes, with how they are known: mapped, or seen. */
  readonly attributes: readonly Offer[];
  /** Values that a path is compared with elsewhere, or that a resource has; the path in lower case. */
  readonly valuesOf: (path: string) => readonly Offer[];
}

/**
 * What can be written behind the beginning of a condition: names of attributes, properties and functions, words of the
 * language, and in a text values. Null: nothing is known that would fit.
 *
 * @param before the condition up to the place
 */
export function offersAt(before: string, known: KnownNames): Offers | null {
  const quotes = before.split('"').length - 1;
  if (quotes % 2 === 1) return inText(before, known);
  const [path = ''] = PATH_AT_END.exec(before) ?? [];
  const from = before.length - (path.split('.').at(-1)?.length ?? 0);
  const names = path.toLowerCase().split('.').slice(0, -1);
  const offers = names.length === 0 ? wordsAt(before, path, known) : behind(names, known);
  return offers.length === 0 ? null : { from, offers };
}

const PATH_AT_END = /[\p{L}\p{N}_@-]*(?:\.[\p{L}\p{N}_@-]*)*$/u;

function inText(before: string, known: KnownNames): Offers | null {
  const from = before.lastIndexOf('"') + 1;
  const head = before.slice(0, from - 1);
  if (/HasPrivilege\s*\(\s*$/i.test(head)) return { from, offers: offersOf(RULE_ACTIONS, 'action') };
  const [, path = ''] = /([\p{L}\p{N}_@.-]+)\s*(?:!==?|==?|like|matches)\s*$/u.exec(head) ?? [];
  const offers = known.valuesOf(path.toLowerCase());
  return offers.length === 0 ? null : { from, offers };
}

/** Where no path has begun: whole paths, so that one need not know where attributes are; and what may stand there. */
function wordsAt(before: string, word: string, { attributes }: KnownNames): readonly Offer[] {
  const head = before.slice(0, before.length - word.length).trimEnd();
  const isBehindOperand = /["\p{L}\p{N}_)]$/u.test(head) && !/\b(?:and|or|like|matches)$|[=!(&|]$/.test(head);
  if (isBehindOperand) return OPERATORS;
  const paths = attributes.map(({ label, detail }) => ({ label: `user.environment.${label}`, detail, isFirst: true }));
  const own = offersOf(USER_NAMES, 'of the user').map((offer) => ({ ...offer, label: `user.${offer.label}` }));
  const ofResource = offersOf(RESOURCE_NAMES, 'of the resource').map((offer) => {
    return { ...offer, label: `resource.${offer.label}` };
  });
  const environment = offersOf(ENVIRONMENT_NAMES, 'of the request').map((offer) => {
    return { ...offer, label: `user.environment.${offer.label}` };
  });
  return [...paths, ...own, ...ofResource, ...environment, ...ROOTS];
}

const ROOTS = offersOf(['user', 'resource', 'owner', 'node'], 'root');

const OPERATORS: readonly Offer[] = [
  { label: '=', detail: 'some value is equal, whatever the case' },
  { label: '==', detail: 'the same, case counts' },
  { label: '!=', detail: 'some value differs' },
  { label: '!==', detail: 'the same, case counts' },
  { label: 'like', detail: '* any run, ? one character' },
  { label: 'matches', detail: 'regular expression' },
  { label: 'and', detail: 'both' },
  { label: 'or', detail: 'one of the two' },
];

const EMPTY: Offer = { label: 'Empty()', detail: 'is it missing?' };
const PRIVILEGE: Offer = { label: 'HasPrivilege("read")', detail: 'do rules allow it?' };

function behind(names: readonly string[], { attributes }: KnownNames): readonly Offer[] {
  const [root, second] = names;
  if (root === 'user' && names.length === 1)
    return [...offersOf(USER_NAMES, 'of the user'), { label: 'IsAnonymous()', detail: 'has no user id' }];
  if (root === 'user' && second === 'environment' && names.length === 2)
    return [...attributes, ...offersOf(ENVIRONMENT_NAMES, 'of the request')];
  if ((root === 'resource' || root === 'node') && names.length === 1) return OF_RESOURCE;
  if (root === 'owner' && names.length === 1) return offersOf(['userId', 'userDirectory', 'name'], 'of the owner');
  if (root === 'resource' && names.length === 2 && ['stream', 'app', 'owner'].includes(second ?? ''))
    return second === 'owner' ? offersOf(['userId', 'userDirectory', 'name'], 'of the owner') : OF_INNER;
  return names.length > 1 && ['user', 'resource', 'owner', 'node'].includes(root ?? '') ? [EMPTY] : [];
}

const OF_RESOURCE: readonly Offer[] = [
  ...offersOf(RESOURCE_NAMES, 'of the resource'),
  PRIVILEGE,
  { label: 'IsOwned()', detail: 'has an owner' },
];

const OF_INNER: readonly Offer[] = [...offersOf(['name', 'id'], 'property'), PRIVILEGE, EMPTY];

function offersOf(labels: readonly string[], detail: string): readonly Offer[] {
  return labels.map((label) => ({ label, detail }));
}
