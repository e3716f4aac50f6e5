import type { SeenAttribute } from '#shared/api/seen-attributes.ts';
import { counted } from '#shared/base/count-words.ts';
import { RULE_ACTIONS } from '#shared/rules/actions.ts';
import { type Document, mapAt } from '../connections/draft.ts';
import type { KnownNames, Offer } from './completions.ts';
import { type RuleRow, rowsOf } from './rule-rows.ts';

/** The session attributes that the attribute map and the map of a token's claims make. */
export function mappedNames(document: Document): readonly string[] {
  const maps = [...mapRows(document), ...mapRows(mapAt(document, 'jwt'))];
  return [...new Set(maps.map(({ to }) => to))];
}

/**
 * What the editor of conditions can offer: every session attribute that the map makes, and what has come and is not mapped
 * yet; values that other rules, access tables, streams and apps have.
 */
export function knownNames(document: Document, seen: readonly SeenAttribute[]): KnownNames {
  const values = valuesByPath(document);
  return { attributes: attributesOf(document, seen), valuesOf: (path) => values.get(path) ?? [] };
}

/** Whether sessions may carry attributes that no map names: whoever makes tickets and sessions chooses them. */
export function takesAnyAttribute(document: Document): boolean {
  const methods = document['methods'];
  return !Array.isArray(methods) || methods.includes('ticket') || methods.includes('session');
}

interface MapRow {
  readonly from: string;
  readonly to: string;
}

function mapRows(document: Document): readonly MapRow[] {
  return listAt(document, 'attributes').flatMap(({ from, to }) =>
    typeof from === 'string' && typeof to === 'string' ? [{ from, to }] : [],
  );
}

function attributesOf(document: Document, seen: readonly SeenAttribute[]): readonly Offer[] {
  const maps = [...mapRows(document), ...mapRows(mapAt(document, 'jwt'))];
  const seenBy = (from: string) => seen.find(({ name, friendlyName }) => name === from || friendlyName === from);
  const mapped = maps.map(({ from, to }): Offer => {
    const came = seenBy(from);
    return { label: to, detail: `from ${from}${came === undefined ? '' : `, ${counted(came.logins, 'login')}`}` };
  });
  const others = seen
    .filter(({ name, friendlyName }) => !maps.some(({ from }) => from === name || from === friendlyName))
    .map(({ name, friendlyName, logins }): Offer => {
      return { label: friendlyName ?? name, detail: `came in ${counted(logins, 'login')}, not in the map yet` };
    })
    .filter(({ label }) => NAME.test(label));
  return [...new Map([...mapped, ...others].map((offer) => [offer.label.toLowerCase(), offer])).values()];
}

/** What can stand in a path. */
const NAME = /^@?[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*$/u;

/** Values of one path that are offered. */
const MOST = 100;

function valuesByPath(document: Document): ReadonlyMap<string, readonly Offer[]> {
  const found = new Map<string, Map<string, Offer>>();
  const add = (path: string, label: string, detail: string) => {
    const own = found.get(path) ?? new Map<string, Offer>();
    found.set(path, own);
    if (own.size < MOST && !own.has(label) && label !== '' && !label.includes('"')) own.set(label, { label, detail });
  };
  for (const { name, apps } of streamsOf(document)) {
    for (const path of ['resource.name', 'resource.stream.name', 'user.environment.group']) add(path, name, 'a stream');
    for (const app of apps) {
      add('resource.name', app.name, 'an app');
      add('resource.id', app.id, 'an app');
    }
  }
  for (const type of ['App', 'Stream']) add('resource.resourcetype', type, 'type');
  for (const group of groupsOf(document)) add('user.environment.group', group, 'in an access table');
  for (const row of rowsOf(document)) addLiterals(row, add);
  return new Map([...found].map(([path, offers]) => [path, [...offers.values()]]));
}

function addLiterals(row: RuleRow, add: (path: string, label: string, detail: string) => void): void {
  const pattern = /([\p{L}\p{N}_@.-]+)\s*(?:!==?|==?)\s*"([^"]*)"/gu;
  for (const [, path = '', value = ''] of String(row['condition'] ?? '').matchAll(pattern)) {
    add(path.toLowerCase(), value, `in “${String(row['name'])}”`);
  }
}

function streamsOf(document: Document) {
  return listAt(document, 'streams').map((stream) => ({
    name: String(stream['name'] ?? ''),
    apps: listAt(stream, 'apps').map(({ id, name }) => ({ id: String(id ?? ''), name: String(name ?? '') })),
  }));
}

function groupsOf(document: Document): readonly string[] {
  return listAt(document, 'apps').flatMap((app) =>
    listAt(app, 'access').flatMap(({ GROUP }) => (typeof GROUP === 'string' && GROUP !== '*' ? [GROUP] : [])),
  );
}

function listAt(document: Document, key: string): readonly Document[] {
  const list = document[key];
  return Array.isArray(list) ? list.filter((one): one is Document => typeof one === 'object' && one !== null) : [];
}

/** Filters that make sense for this connection: every app, every stream, one of them. */
export function knownFilters(document: Document): readonly string[] {
  const streams = streamsOf(document);
  const apps = streams.flatMap((stream) => stream.apps.map(({ id }) => `App_${id}`));
  return [...new Set(['App_*', 'Stream_*', ...streams.map(({ name }) => `Stream_${name}`), ...apps])];
}

/** What rules can allow, as far as the hub asks for it, first; then the rest. */
export const ACTION_ORDER = [...RULE_ACTIONS].toSorted((one, other) => rank(one) - rank(other));

function rank(action: string): number {
  return action === 'read' ? 0 : action === 'exportData' ? 1 : 2;
}
