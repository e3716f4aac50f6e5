import { createHash } from 'node:crypto';
import { issuerOf, type LoginSession } from './login-session.ts';
import type { SessionSearch } from './store.ts';

/** Bytes of a tag: it only says where to look; what is found is compared (`matchesSearch`). */
const TAG_BYTES = 6;

/**
 * What a session is found by, each as a number that an index can hold whatever the length of the value: its connection,
 * its user, who vouched for it, each value of its attributes, and the subject that single logout names.
 */
export function tagsOf(login: LoginSession): readonly number[] {
  const { connection, attributes, origin } = login;
  const issuer = issuerOf(login);
  const values = attributes.flatMap(({ name, values: all }) => all.map(({ value }) => attributeTag({ name, value })));
  const subject =
    origin.way === 'saml' && origin.nameId ? [subjectTag(connection, origin.idp, origin.nameId.value)] : [];
  const idp = issuer === null ? [] : [tag('idp', issuer)];
  return [...new Set([connectionTag(connection), userTag(login), ...idp, ...subject, ...values])];
}

/** The tags that a session must have to be found by a search. */
export function searchTags({ connection, user, idp, attribute }: SessionSearch): readonly number[] {
  return [
    ...(user === undefined ? [] : [userTag(user)]),
    ...(attribute === undefined ? [] : [attributeTag(attribute)]),
    ...(idp === undefined ? [] : [tag('idp', idp)]),
    ...(connection === undefined ? [] : [connectionTag(connection)]),
  ];
}

/** Whether a session is what was searched for. Users, attributes' names and values are compared regardless of case, as rules do. */
export function matchesSearch(login: LoginSession, { connection, user, idp, attribute }: SessionSearch): boolean {
  if (connection !== undefined && login.connection !== connection) return false;
  if (idp !== undefined && issuerOf(login) !== idp) return false;
  if (user !== undefined && !isSame(login.userId, user.userId)) return false;
  if (user !== undefined && !isSame(login.userDirectory, user.userDirectory)) return false;
  return attribute === undefined || hasValue(login, attribute);
}

/** Of all sessions of one connection. */
export function connectionTag(connection: string): number {
  return tag('connection', connection);
}

/** Of sessions of one NameID value at one IdP, of one connection: all three exact. */
export function subjectTag(connection: string, idp: string, nameId: string): number {
  return tag('subject', connection, idp, nameId);
}

function hasValue({ attributes }: LoginSession, { name, value }: NonNullable<SessionSearch['attribute']>): boolean {
  const named = attributes.filter((attribute) => isSame(attribute.name, name));
  return named.some(({ values }) => values.some((one) => isSame(one.value, value)));
}

function userTag({ userDirectory, userId }: Pick<LoginSession, 'userDirectory' | 'userId'>): number {
  return tag('user', fold(userDirectory), fold(userId));
}

function attributeTag({ name, value }: { readonly name: string; readonly value: string }): number {
  return tag('attribute', fold(name), fold(value));
}

function isSame(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(text: string): string {
  return text.toLowerCase();
}

function tag(...parts: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, TAG_BYTES);
}
