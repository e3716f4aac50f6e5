import type { Service } from '#server/connection/service.ts';
import { userAttributesOf } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { nextRound } from '#server/web/turns.ts';
import type { MappingProblem } from '#shared/mapping/map-attributes.ts';
import { type AccessComparison, createAccessComparer } from '#shared/what-if/compare-access.ts';
import { type Remapped, remapAttributes, type UnsureRow } from '#shared/what-if/remap-attributes.ts';
import { carriedBy, personOf, policyOf } from './access-policy.ts';
import { noRequest } from './resources.ts';

/** What a change of a connection would come to for whoever is logged in now. */
export interface WhatIf extends AccessComparison {
  /** Rows of the attribute map of which sessions cannot tell what they would give, each with how many could not. */
  readonly unsure: readonly (UnsureRow & { readonly sessions: number })[];
  /** Whom the attribute map would let in no more, and why; the first ones. */
  readonly refused: readonly { readonly user: string; readonly problem: MappingProblem }[];
}

/** Whom a list names. */
const MOST = 200;

/**
 * Shows a change of a connection (its rules, streams, access tables, attribute map with its value maps) against sessions
 * before it is at work: who gains, who loses, by which rule and rows, and who sees other data.
 *
 * @param before as it is at work
 * @param after as it would be, such as `ConnectionRegistry.prepare` gives as a trial
 * @param sessions of that connection
 * @throws WorkbenchError `data-unreadable`
 */
export async function whatIf(before: Service, after: Service, sessions: readonly LoginSession[]): Promise<WhatIf> {
  const comparer = createAccessComparer(policyOf(before), policyOf(after));
  const unsure = new Map<string, UnsureRow & { sessions: number }>();
  const refused: { user: string; problem: MappingProblem }[] = [];
  const environment = noRequest(before);
  for (const login of sessions) {
    // Others have their turn after each session.
    await nextRound();
    const name = userName(login);
    const kept = await userAttributesOf(before, login);
    const was = personOf(carriedBy(login), environment, kept);
    const remapped = remap(before, after, login);
    if (remapped === null) {
      comparer.add({ name, before: was, after: was });
      continue;
    }
    for (const row of remapped.unsure) {
      const key = JSON.stringify(row);
      unsure.set(key, { ...row, sessions: (unsure.get(key)?.sessions ?? 0) + 1 });
    }
    const [problem] = remapped.problems;
    if (problem !== undefined && refused.length < MOST) refused.push({ user: name, problem });
    // A login by SAML is what leaves attributes with a user.
    const left = kept === null ? null : { attributes: remapped.attributes };
    const is = personOf({ ...login, attributes: remapped.attributes }, environment, left);
    comparer.add({ name, before: was, after: problem === undefined ? is : null });
  }
  return { ...comparer.result(), unsure: [...unsure.values()], refused };
}

/** Null: nothing of the map changes, or it has no say in how this session came to its attributes. */
function remap(before: Service, after: Service, { attributes, origin }: LoginSession): Remapped | null {
  const [old, next] = [before.settings.connection.attributes, after.settings.connection.attributes];
  return origin.way !== 'saml' || old === next ? null : remapAttributes(attributes, old, next);
}
