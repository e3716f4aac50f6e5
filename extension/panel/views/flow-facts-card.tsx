import { andMore } from '#shared/base/count-words.ts';
import { flowGroup, missingCookieFacts } from '#shared/explain/facts/flow-facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { Card, FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { FactCard } from '../parts/fact-rows.tsx';

/** Who took part in a flow, how long it took, and how their clocks go. */
export function FlowFactsCard({ flow }: { flow: Flow }) {
  return <FactCard group={flowGroup(flow)} />;
}

/** As many are shown. */
const COOKIES = 20;

/** Cookies that should have gone along with a request of the flow and did not; nothing where all did. */
export function MissingCookiesCard({ flow }: { flow: Flow }) {
  const missing = missingCookieFacts(flow.cookies, flow.steps);
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
      {missing.length > COOKIES && <p class="quiet">{andMore(missing.length - COOKIES)}</p>}
    </Card>
  );
}
