import { entityIdDifference } from '#shared/checks/engine/entity-id-difference.ts';
import type { FlowFacts } from '#shared/flows/facts.ts';
import { withoutQuery } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

/** The identity provider that was asked is the one that answers. */
export const otherIdpAnswered = defineFlowCheck({
  code: 'other-idp-answered',
  rank: 50,
  owner: 'sp',
  clause: 'saml-profiles 4.1.4.3',
  brings: ['issuer-mismatch', 'in-response-to-unknown', 'nameid-policy-mismatch'],
  variants: ['metadata', 'recording'],
  run: (situation) => {
    const { kind, answer: part, idp: answered, request } = situation.facts;
    const place = placeAsked(request);
    if (kind !== 'login' || place === null || part === null || answered === null) return [];
    const evidence = { severity: 'error', part, received: answered } as const;
    const known = idpsAt(place, situation);
    if (known.length > 0) {
      // One name that is written in two ways is no second identity provider: the check of the issuer says so.
      if (known.some((entityId) => entityIdDifference(entityId, answered) !== 'other')) return [];
      const asked = known.slice(0, 3).join(', ');
      return [{ ...evidence, variant: 'metadata', expected: asked, facts: { asked, answered, place } }];
    }
    const asked = otherAnswerer(place, answered, situation.before);
    return asked === null
      ? []
      : [{ ...evidence, variant: 'recording', expected: asked, facts: { asked, answered, place } }];
  },
});

/** Where the request went: its Destination, else its URL. */
function placeAsked(request: FlowFacts['request']): string | null {
  if (request === null || request.protocol !== 'saml') return null;
  const destination = request.inspected.message?.destination || null;
  const url = request.inspected.announced ? null : (request.exchange?.url ?? null);
  const place = destination ?? url;
  return place === null ? null : withoutQuery(place);
}

/** The identity providers that have their endpoint there, by metadata and connection. */
function idpsAt(place: string, { knowledge }: FlowSituation): readonly string[] {
  const entities = knowledge.entities.flatMap(({ entityId, idp }) =>
    (idp?.singleSignOn ?? []).some(({ location }) => withoutQuery(location) === place) ? [entityId] : [],
  );
  const connected = knowledge.connection?.idp;
  const isThere = connected?.singleSignOn.some(({ location }) => withoutQuery(location) === place) ?? false;
  return connected !== undefined && isThere ? [...entities, connected.entityId] : entities;
}

/** Who answers for this place elsewhere in the recording, where this answerer is at home at another place. */
function otherAnswerer(place: string, answerer: string, before: readonly FlowFacts[]): string | null {
  const answered = before.filter(({ kind, answer, idp }) => kind === 'login' && answer !== null && idp !== null);
  const here = answered.filter((flow) => placeAsked(flow.request) === place);
  const isElsewhere = answered.some(
    (flow) => flow.idp === answerer && placeAsked(flow.request) !== place && placeAsked(flow.request) !== null,
  );
  const [first] = here;
  return first !== undefined && isElsewhere && here.every(({ idp }) => idp === first.idp && idp !== answerer)
    ? first.idp
    : null;
}
