import type { Service } from '#server/connection/service.ts';
import { markKey, markOf } from '#server/hub/record-decision.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { OpenedByValue } from '#shared/api/decisions.ts';
import { foldCase } from '#shared/reduction/fold-case.ts';
import type { Candidate } from './candidates.ts';
import { type Asked, accessTo, resourcesOf } from './resources.ts';

const DAY = 86_400_000;

/** Names of users, and rows, that are told. */
const MOST = 200;

/** Whoever has this one value and nothing else: a name that nobody has, so that rules about names do not count. */
export function carrierOf({ attribute, value }: Candidate): Asked {
  const values = [{ value, raw: value, from: { way: 'session', name: attribute } }] as const;
  return { userDirectory: '', userId: '', attributes: [{ name: attribute, values }] };
}

/**
 * What a value of a session attribute opens by itself, in rules and in rows, and who carries it.
 * @param sessions that carry it now
 */
export async function openedByValue(
  service: Service,
  candidate: Candidate,
  sessions: readonly LoginSession[],
): Promise<OpenedByValue> {
  const { settings, store, clock } = service;
  const asked = carrierOf(candidate);
  const opens = resourcesOf(settings.streams).flatMap((resource) => {
    const { grants, sees } = accessTo(service, resource, asked);
    const { kind, id, name } = resource;
    return grants.length === 0 ? [] : [{ resource: { kind, id, name }, grants: grants.map(toTold), sees }];
  });
  const mark = markOf(await markKey(service), { name: candidate.attribute, value: candidate.value });
  const since = await store.decisionsSince(settings.prefix);
  const users = [...new Set(sessions.map(userName))].sort();
  return {
    opens,
    rows: rowsNaming(service, candidate).slice(0, MOST),
    now: { count: users.length, users: users.slice(0, MOST) },
    before: [...(await store.listCarriers(settings.prefix, mark, MOST))],
    since: since === null ? null : Math.max(since, clock() - settings.decisionDays * DAY),
  };
}

/** As the API tells it. */
export function toTold({ action, by }: { readonly action: string; readonly by: readonly string[] }) {
  return { action, by: [...by] };
}

function rowsNaming({ settings }: Service, { attribute, value }: Candidate): OpenedByValue['rows'] {
  const column =
    attribute.toLowerCase() === 'group' ? 'GROUP' : attribute.toLowerCase() === 'email' ? 'USER.EMAIL' : null;
  if (column === null) return [];
  const key = foldCase(value.trim());
  return settings.apps.flatMap(({ id, access }) =>
    access.rows
      .filter(({ identities }) => identities.get(column)?.key === key)
      .map((row) => ({
        app: id,
        row: row.number,
        access: row.access,
        also: [...row.identities].filter(([name]) => name !== column).map(([name, cell]) => `${name} ${cell.written}`),
        gives: [...row.values].map(([field, cell]) => `${field} ${cell.written}`),
        omits: row.omit?.written ?? null,
      })),
  );
}
