import { unfitCharacter } from '#shared/base/unfit-character.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import { closestAttribute } from './find-attributes.ts';

/** Who the user is, as the connection's `user` says. */
export interface MappedUser {
  readonly id: string;
  readonly directory: string;
}

/** Why there is no user: which part, where it should have come from, and what was wrong there. */
export interface UserProblem {
  readonly part: 'id' | 'directory';
  readonly from: string;
  /** `several`: more than one value, and nobody can say which is meant; `unfit`: a character that no user has. */
  readonly reason: 'absent' | 'blank' | 'several' | 'unfit';
  /** Of what is absent, a name that came and was probably meant; null: none is like it. */
  readonly alike: string | null;
  /** Of what is unfit, the first such character, as `U+212A`. */
  readonly character?: string;
}

/** The value of `user.id` or `user.directory` that stands for the subject's NameID. */
const NAME_ID = 'NameID';

/**
 * Reads the user ID and the user directory from what the IdP sent.
 * Each is `NameID`, a constant in brackets (`[CORP]`), or the Name or else FriendlyName of an attribute with
 * exactly one value. XML's white space around the value does not count; nothing else is changed: a name with a
 * no-break space behind it may be somebody else's.
 *
 * @param nameId value of the subject's NameID; null where there is none
 */
export function mapUser(
  user: Connection['user'],
  nameId: string | null,
  attributes: readonly Attribute[],
): { readonly user: MappedUser } | { readonly problem: UserProblem } {
  const id = readPart('id', user.id, nameId, attributes);
  if (typeof id !== 'string') return { problem: id };
  const directory = readPart('directory', user.directory, nameId, attributes);
  if (typeof directory !== 'string') return { problem: directory };
  return { user: { id, directory } };
}

function readPart(
  part: UserProblem['part'],
  from: string,
  nameId: string | null,
  attributes: readonly Attribute[],
): string | UserProblem {
  const values = valuesOf(from, nameId, attributes);
  if (values.length === 0) return { part, from, reason: 'absent', alike: alikeOf(from, attributes) };
  if (values.length > 1) return { part, from, reason: 'several', alike: null };
  const value = trimXml(values[0] ?? '');
  if (value.trim() === '') return { part, from, reason: 'blank', alike: null };
  const character = unfitCharacter(value, part);
  return character === null ? value : { part, from, reason: 'unfit', alike: null, character };
}

function alikeOf(from: string, attributes: readonly Attribute[]): string | null {
  return from === NAME_ID ? null : (closestAttribute({ from }, attributes)?.came ?? null);
}

function valuesOf(from: string, nameId: string | null, attributes: readonly Attribute[]): readonly string[] {
  if (from.startsWith('[') && from.endsWith(']')) return [from.slice(1, -1)];
  if (from === NAME_ID) return nameId === null ? [] : [nameId];
  const named = attributes.filter(({ name }) => name === from).flatMap(({ values }) => values);
  if (named.length > 0) return named;
  return attributes.filter(({ friendlyName }) => friendlyName === from).flatMap(({ values }) => values);
}
