import { candidatesOf, flowVerdict, type SeenFact } from '#shared/explain/facts/flow-verdict.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { wordsFor } from '../../store/words.ts';
import { useWorkbench } from '../parts/context.ts';

/** What the verdict on a flow rests on: how sure it is, who must act, what was seen, what else it may be, what to get next. */
export function VerdictFacts({ flow, findings }: { flow: Flow; findings: readonly Finding[] }) {
  const { sure, owner, seen, next } = flowVerdict(flow);
  return (
    <div class="verdict-facts">
      <Facts>
        {sure !== null && <FactOf name="How sure">{sure}</FactOf>}
        {owner !== null && <FactOf name="Who must act">{owner}</FactOf>}
        {seen.length > 0 && (
          <FactOf name="Seen">
            <ul>
              {seen.map((each) => (
                <Seen key={`${each.id} ${each.text}`} seen={each} />
              ))}
            </ul>
          </FactOf>
        )}
        <Candidates findings={candidatesOf(flow, findings)} />
        {next !== null && <FactOf name="Next">{next}</FactOf>}
      </Facts>
    </div>
  );
}

/** Chooses the exchange in which it was seen. */
function Seen({ seen: { id, name, text } }: { seen: SeenFact }) {
  const { view } = useWorkbench();
  return (
    <li>
      <button
        type="button"
        class="link"
        aria-expanded={view.exchange.value === id}
        onClick={() => (view.exchange.value = view.exchange.value === id ? null : id)}
      >
        {name}
      </button>
      : <Value text={text} />
    </li>
  );
}

function Candidates({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <FactOf name="What it may be, the likeliest first">
      <ol>
        {findings.map((finding) => (
          <li key={finding.code}>
            <Value text={wordsFor(finding).title} />
          </li>
        ))}
      </ol>
    </FactOf>
  );
}
