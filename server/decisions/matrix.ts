import type { Service } from '#server/connection/service.ts';
import { userAttributesOf } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import type { StoredSession } from '#server/store/store.ts';
import { nextRound } from '#server/web/turns.ts';
import type { AccessMatrix, ReviewLine } from '#shared/api/decisions.ts';
import { reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import { readAccess } from '#shared/what-if/read-access.ts';
import { carriedBy, personOf, policyOf } from './access-policy.ts';
import { toTold } from './opened-by-value.ts';
import { noRequest, resourcesOf } from './resources.ts';

/**
 * What each of these sessions may do with each stream and app, by which rules, and what of its data it sees. Others have
 * their turn after each session.
 */
export async function accessMatrix(
  service: Service,
  sessions: readonly StoredSession[],
): Promise<Omit<AccessMatrix, 'next'>> {
  const policy = policyOf(service);
  const resources = resourcesOf(service.settings.streams);
  const reader = readAccess(policy);
  const users: AccessMatrix['users'] = [];
  for (const { key, login } of sessions) {
    await nextRound();
    const user = userName(login);
    const kept = await userAttributesOf(service, login);
    const accessOf = reader.of(personOf(carriedBy(login), noRequest(service), kept));
    const cells = policy.resources.flatMap(({ data }, index) => {
      const { grants, sees } = accessOf(index);
      const words = sees === null ? null : reductionWords(sees, { isReader: false, name: user }, data?.fields ?? []);
      return grants.length === 0 ? [] : [{ resource: index, grants: grants.map(toTold), sees: words }];
    });
    users.push({ user, session: key, cells });
  }
  return { resources: resources.map(({ kind, id, name }) => ({ kind, id, name })), users };
}

/** The same as lines, one for each user, resource and action; of a user with several sessions the union. */
export async function reviewLines(
  service: Service,
  sessions: readonly StoredSession[],
): Promise<readonly ReviewLine[]> {
  const { resources, users } = await accessMatrix(service, sessions);
  const lines = new Map<string, ReviewLine>();
  for (const { user, cells } of users) {
    for (const { resource, grants, sees } of cells) {
      const { kind = 'app', id = '' } = resources[resource] ?? {};
      for (const { action, by } of grants) {
        const line = { user, resource: `${kind === 'app' ? 'App' : 'Stream'}_${id}`, action, by, sees: sees ?? '' };
        const key = keyOfLine(line);
        lines.set(key, joined(lines.get(key), line));
      }
    }
  }
  return [...lines.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
}

/** What makes two lines of two reviews the same line. */
export function keyOfLine({ user, resource, action }: ReviewLine): string {
  return JSON.stringify([user.toLowerCase(), resource, action]);
}

function joined(before: ReviewLine | undefined, line: ReviewLine): ReviewLine {
  if (before === undefined) return line;
  const sees = [...new Set([before.sees, line.sees])].filter((one) => one !== '').join('; ');
  return { ...before, by: [...new Set([...before.by, ...line.by])].sort(), sees };
}
