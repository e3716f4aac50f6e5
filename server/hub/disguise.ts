import type { Service } from '#server/connection/service.ts';
import { isArriving } from '#server/session/search-sessions.ts';
import { sessionEnd } from '#server/session/session-end.ts';
import { readUserName } from '#server/session/user-name.ts';
import type { LoginAttribute, LoginSession } from '#server/store/login-session.ts';

/** Whom somebody looks at an app as, as it was typed. */
export interface TypedDisguise {
  /** `DIRECTORY\user` */
  readonly user: string;
  /** `name = value`, one a line; empty: those of the user's own session. */
  readonly attributes: string;
}

/** Whom somebody looks at an app as. */
export interface Disguise {
  readonly login: Pick<LoginSession, 'userDirectory' | 'userId' | 'attributes'>;
  /** Of the user's newest session here; made up by whoever looks; there is no session, and nothing was made up. */
  readonly source: 'session' | 'made-up' | 'none';
}

/** What is wrong with a disguise, as the end of a sentence behind the name of its field. */
export interface DisguiseMistake {
  readonly field: keyof TypedDisguise;
  readonly reason: string;
}

/** Reads whom somebody wants to be taken for: another user by what their session carries, or any made-up attributes. */
export async function readDisguise(service: Service, typed: TypedDisguise): Promise<Disguise | DisguiseMistake> {
  const user = readUserName(typed.user.trim());
  if (user.userDirectory === '' || user.userId === '')
    return { field: 'user', reason: 'must be a directory and a user, such as CORP\\anne' };
  const attributes = readLines(typed.attributes);
  if ('reason' in attributes) return attributes;
  if (attributes.lines.length > 0)
    return { login: { ...user, attributes: group(attributes.lines) }, source: 'made-up' };
  const own = await newestSession(service, user);
  return own === null ? { login: { ...user, attributes: [] }, source: 'none' } : { login: own, source: 'session' };
}

/** Sessions that are looked through for one that can still be used. */
const LOOKED_AT = 50;

async function newestSession(
  { store, settings, clock }: Service,
  user: Pick<LoginSession, 'userDirectory' | 'userId'>,
): Promise<LoginSession | null> {
  const search = { connection: settings.prefix, user };
  const { sessions } = await store.listSessions(search, { before: null, limit: LOOKED_AT });
  const live = sessions.find((stored) => {
    return !isArriving(stored) && clock() < sessionEnd(stored.login, stored.lastSeenAt, settings).at;
  });
  return live?.login ?? null;
}

type Line = readonly [name: string, value: string];

function readLines(text: string): { readonly lines: readonly Line[] } | DisguiseMistake {
  const lines: Line[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    if (at === -1 || name === '')
      return {
        field: 'attributes',
        reason: `must have a name and a value in line ${index + 1}, such as group = SalesUS`,
      };
    lines.push([name, line.slice(at + 1).trim()]);
  }
  return { lines };
}

function group(lines: readonly Line[]): readonly LoginAttribute[] {
  return [...Map.groupBy(lines, ([name]) => name)].map(([name, those]) => ({
    name,
    values: those.map(([, value]) => ({ value, raw: value, from: { way: 'session', name } })),
  }));
}
