import { ATTRIBUTE_FORMAT, NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { LoginAttribute, LoginSession, LoginValue, SessionOrigin } from './login-session.ts';
import { StoreError } from './store-error.ts';

/** The number of this form: it stands first. */
const FORM = 2;

/** Names that many sessions have: by their place here, so places are never changed, and new ones come at the end. */
const KNOWN: readonly string[] = [
  ...[ATTRIBUTE_FORMAT.unspecified, ATTRIBUTE_FORMAT.uri, ATTRIBUTE_FORMAT.basic],
  ...[NAMEID_FORMAT.unspecified, NAMEID_FORMAT.emailAddress, NAMEID_FORMAT.persistent, NAMEID_FORMAT.transient],
];
const PLACES: ReadonlyMap<string, number> = new Map(KNOWN.map((text, place) => [text, place]));

/** The ways in besides SAML, by their place. */
const WAYS = ['ticket', 'session', 'jwt'] as const;

type Short = string | number | null | readonly Short[];

/**
 * A session as it is kept: lists in place of maps, whose keys would be written a million times; a value that came as it is
 * once; where values came from once for all that came from there. A third of what the maps take.
 */
export function shortenLogin({
  connection,
  userId,
  userDirectory,
  attributes,
  loggedInAt,
  origin,
}: LoginSession): Short {
  return [FORM, connection, userId, userDirectory, loggedInAt, shortOrigin(origin), attributes.map(shortAttribute)];
}

/**
 * The same as maps again, for the schema of sessions to check.
 * @throws WorkbenchError `row-unreadable` where a list is missing
 */
export function lengthenLogin(data: readonly unknown[]): unknown {
  const [form, connection, userId, userDirectory, loggedInAt, origin, attributes] = data;
  if (form !== FORM) return null;
  return {
    ...{ connection, userId, userDirectory, loggedInAt },
    origin: longOrigin(listOf(origin)),
    attributes: listOf(attributes).map((attribute) => longAttribute(listOf(attribute))),
  };
}

function shortOrigin(origin: SessionOrigin): Short {
  if (origin.way === 'ticket') return [0, origin.by];
  if (origin.way === 'session') return [1, origin.by, origin.sealedId];
  if (origin.way === 'jwt') return [2, origin.issuer, origin.tokenId];
  const { idp, nameId, sessionIndexes, assertionId, unsolicited, endsAt } = origin;
  const name = nameId && [nameId.value, place(nameId.format), nameId.nameQualifier, nameId.spNameQualifier];
  return [idp, assertionId, name, sessionIndexes, unsolicited ? 1 : 0, endsAt];
}

function longOrigin(list: readonly unknown[]): unknown {
  const [first, second, third] = list;
  if (first === 0) return { way: 'ticket', by: second };
  if (first === 1) return { way: 'session', by: second, sealedId: third };
  if (first === 2) return { way: 'jwt', issuer: second, tokenId: third };
  const [idp, assertionId, name, sessionIndexes, unsolicited, endsAt] = list;
  return {
    ...{ way: 'saml', idp, assertionId, sessionIndexes, endsAt },
    nameId: name === null ? null : longName(listOf(name)),
    unsolicited: unsolicited === 1 || (unsolicited === 0 ? false : null),
  };
}

function longName([value, format, nameQualifier, spNameQualifier]: readonly unknown[]): unknown {
  return { value, format: unplace(format), nameQualifier, spNameQualifier };
}

/** Its name; then, for each run of values from one place, that place and the values. */
function shortAttribute({ name, values }: LoginAttribute): Short {
  const runs: { readonly from: string; readonly run: Short[] }[] = [];
  for (const value of values) {
    const source = shortSource(value.from);
    const from = JSON.stringify(source);
    const last = runs.at(-1);
    if (last?.from === from) last.run.push(shortValue(value));
    else runs.push({ from, run: [source, shortValue(value)] });
  }
  return [name, ...runs.map(({ run }) => run)];
}

function longAttribute([name, ...runs]: readonly unknown[]): unknown {
  const values = runs.flatMap((run) => {
    const [source, ...rest] = listOf(run);
    const from = longSource(listOf(source));
    return rest.map((value) => longValue(value, from));
  });
  return { name, values };
}

function shortSource(from: LoginValue['from']): Short {
  if ('way' in from) return [WAYS.indexOf(from.way), from.name];
  return [from.name, from.friendlyName, place(from.nameFormat)];
}

function longSource([first, second, third]: readonly unknown[]): unknown {
  if (typeof first === 'number') return { way: WAYS[first], name: second };
  return { name: first, friendlyName: second, nameFormat: unplace(third) };
}

function shortValue({ value, raw, changed }: LoginValue): Short {
  if (changed === undefined && raw === value) return value;
  return changed === undefined ? [value, raw] : [value, raw, changed];
}

function longValue(short: unknown, from: unknown): unknown {
  if (!Array.isArray(short)) return { value: short, raw: short, from };
  const [value, raw, changed]: readonly unknown[] = short;
  return changed === undefined ? { value, raw, from } : { value, raw, from, changed };
}

/** The place of a name that many have; any other as it is. */
function place(text: string | null): Short {
  return text === null ? null : (PLACES.get(text) ?? text);
}

function unplace(short: unknown): unknown {
  return typeof short === 'number' ? (KNOWN[short] ?? short) : short;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new StoreError('row-unreadable');
}
