import { latencyWords } from '#shared/base/duration-words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { Card, Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { clockLine, missingCookies, PARTICIPANT_WORDS } from '../../store/flow-words.ts';

/** Who took part in a flow, how long it took, and how their clocks go. */
export function FlowFactsCard({ flow }: { flow: Flow }) {
  const { participants, startedAt, endedAt, clocks, protocol } = flow;
  const took = startedAt === null || endedAt === null ? null : latencyWords(endedAt - startedAt);
  return (
    <Card title="Who took part">
      <Facts>
        {participants.map(({ role, entityId, hosts }, index) => (
          <Fact
            key={index}
            name={PARTICIPANT_WORDS[role]}
            value={entityId ?? hosts.join(', ')}
            note={entityId === null || hosts.length === 0 ? null : `at ${hosts.join(', ')}`}
            copy={entityId !== null}
          />
        ))}
        {protocol === 'ws-federation' && <Fact name="Protocol" value="WS-Federation" />}
        <Fact name="Took" value={took} />
        <Fact name="Clock of the IdP" value={clockLine(clocks.idp)} />
        <Fact name="Clock of the SP" value={clockLine(clocks.sp)} />
      </Facts>
    </Card>
  );
}

/** As many are shown. */
const COOKIES = 20;

/** Cookies that should have gone along with a request of the flow and did not; nothing where all did. */
export function MissingCookiesCard({ flow }: { flow: Flow }) {
  const missing = missingCookies(flow.cookies, flow.steps);
  if (missing.length === 0) return null;
  return (
    <Card title="Cookies that were not sent">
      <Facts>
        {missing.slice(0, COOKIES).map(({ name, host, why }, index) => (
          <FactOf key={index} name={name.slice(0, 80)}>
            <div class="fact-value">
              {host !== null && (
                <span>
                  to <Value text={host} />:
                </span>
              )}
              <span>{why}</span>
            </div>
          </FactOf>
        ))}
      </Facts>
      {missing.length > COOKIES && <p class="quiet">and {missing.length - COOKIES} more</p>}
    </Card>
  );
}
