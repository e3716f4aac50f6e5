import type { Service } from '#server/connection/service.ts';
import { toRuleUser } from '#server/hub/decide-access.ts';
import { explainClosed } from '#server/hub/explain-closed.ts';
import { readApp, reductionUser } from '#server/hub/read-app.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { nextRound } from '#server/web/turns.ts';
import type { OpensResource } from '#shared/api/decisions.ts';
import { foldCase } from '#shared/reduction/fold-case.ts';
import { candidatesOf } from './candidates.ts';
import { carrierOf } from './opened-by-value.ts';
import { type Asked, accessTo, closedTargets, noRequest, type Resource } from './resources.ts';

/** Values that are tried; how many more there are is told. */
const MAX_TRIED = 2000;

/** So many are tried before others have their turn. */
const AT_ONCE = 20;

/** A row of an app's data: a field, and the value that it has there. */
export interface WantedRow {
  readonly field: string;
  readonly value: string;
}

/**
 * Which values open a stream or an app by themselves; or let see a row of its data.
 * @param wanted null: that it opens is enough
 */
export async function opensResource(
  service: Service,
  resource: Resource,
  wanted: WantedRow | null,
  sessions: readonly LoginSession[],
): Promise<OpensResource> {
  const candidates = candidatesOf(service, sessions);
  const tried = candidates.slice(0, MAX_TRIED);
  const nobody: Asked = { userDirectory: '', userId: '', attributes: [] };
  const values: OpensResource['values'] = [];
  for (const [index, candidate] of tried.entries()) {
    if (index % AT_ONCE === 0) await nextRound();
    const asked = carrierOf(candidate);
    const { grants, sees, isOpen } = accessTo(service, resource, asked);
    if (!isOpen || (wanted !== null && !seesRow(service, resource, asked, wanted))) continue;
    values.push({ ...candidate, by: [...(grants.find(({ action }) => action === 'read')?.by ?? [])], sees });
  }
  const open = accessTo(service, resource, nobody);
  const { kind, id, name } = resource;
  return {
    resource: { kind, id, name },
    everybody: open.isOpen ? open.grants.flatMap(({ action, by }) => (action === 'read' ? [...by] : [])) : [],
    values,
    needs: needsOf(service, resource, nobody),
    tried: tried.length,
    left: candidates.length - tried.length,
  };
}

/** By each rule that could open it, what somebody who carries nothing would need. */
function needsOf(service: Service, resource: Resource, nobody: Asked): OpensResource['needs'] {
  const { rules, streams } = service.settings;
  const closed = explainClosed(rules, 'read', toRuleUser(nobody, noRequest(service)), closedTargets(streams, resource));
  return closed.flatMap(({ rule, about, change }) => (change === null ? [] : [{ rule, about, change }]));
}

function seesRow(service: Service, { id }: Resource, asked: Asked, { field, value }: WantedRow): boolean {
  const reading = readApp(service, id, reductionUser(asked));
  if (!reading?.decision.allowed) return false;
  const reduced = reading.decision.fields.find((one) => one.field === foldCase(field));
  if (reduced === undefined || reduced.sees === 'everything') return true;
  return reduced.values.some((one) => foldCase(one) === foldCase(value));
}
