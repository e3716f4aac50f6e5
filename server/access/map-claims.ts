import type { TokenTrust } from '#server/config/config.ts';
import type { LoginAttribute, LoginValue } from '#server/store/login-session.ts';
import { unfitCharacter } from '#shared/base/unfit-character.ts';
import { TokenError } from './token-error.ts';

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who a token's claims say that the user is, and the session attributes that the connection makes of them. */
export interface MappedClaims {
  readonly userId: string;
  readonly userDirectory: string;
  readonly attributes: readonly LoginAttribute[];
}

/**
 * Maps claims as the attribute map of SAML does: every value of a list, in order; several rows with the same `to` add up;
 * what is optional and missing is absent.
 *
 * @throws WorkbenchError `token-user`, `token-attribute`
 */
export function mapClaims(claims: Claims, { user, attributes }: Pick<TokenTrust, 'user' | 'attributes'>): MappedClaims {
  const mapped = new Map<string, LoginValue[]>();
  for (const { from, to, required } of attributes) {
    const values = textsOf(claims, from);
    if (values.length === 0 && required) throw new TokenError('token-attribute', { claim: from });
    if (values.length === 0) continue;
    const added = values.map((value) => ({ value, raw: value, from: { way: 'jwt', name: from } as const }));
    mapped.set(to, (mapped.get(to) ?? []).concat(added));
  }
  return {
    userId: onlyText(claims, user.id, 'id'),
    userDirectory: onlyText(claims, user.directory, 'directory'),
    attributes: Array.from(mapped, ([name, values]) => ({ name, values })),
  };
}

function onlyText(claims: Claims, from: string, part: 'id' | 'directory'): string {
  if (from.startsWith('[') && from.endsWith(']')) return from.slice(1, -1);
  const [first, ...others] = textsOf(claims, from);
  const text = first?.trim() ?? '';
  if (text === '' || others.length > 0 || unfitCharacter(text, part) !== null)
    throw new TokenError('token-user', { claim: from, part: `user ${part === 'id' ? 'ID' : part}` });
  return text;
}

/** The values of a claim as texts; a value that is a map, or a list in a list, is none. */
function textsOf(claims: Claims, name: string): readonly string[] {
  return [claimOf(claims, name)].flat().flatMap((value) => {
    if (typeof value === 'string') return [value];
    return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
  });
}

/** A claim of exactly that name, or else one within others, each a step (`realm_access.roles`). */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  const [first = '', ...steps] = name.split('.');
  return steps.reduce<unknown>((value, step) => own(value, step), own(claims, first));
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  return Reflect.get(value, name);
}
