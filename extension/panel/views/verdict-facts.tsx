import { candidatesOf, flowVerdict, type SeenFact } from '#shared/explain/facts/flow-verdict.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { wordsFor } from '../../store/base/words.ts';
import { useWorkbench } from '../parts/context.ts';

/** Before what to change: who must act for what was found in a message. */
export function FindingOwner({ owner }: Pick<Finding, 'owner'>) {
  return (
    <div class="verdict-facts">
      <Facts>
        <FactOf name="Who must act">{OWNER_WORDS[owner]}</FactOf>
      </Facts>
    </div>
  );
}

/** Before what to change: how sure the verdict on a flow is, and who must act. */
export function VerdictOwner({ flow }: { flow: Flow }) {
  const { sure, owner } = flowVerdict(flow);
  if (sure === null && owner === null) return null;
  return (
    <div class="verdict-facts">
      <Facts>
        {sure !== null && <FactOf name="How sure">{sure}</FactOf>}
        {owner !== null && <FactOf name="Who must act">{owner}</FactOf>}
      </Facts>
    </div>
  );
}

/** Behind it: what else it may be, then what the verdict rests on, and what to get next. */
export function VerdictFacts({ flow, findings }: { flow: Flow; findings: readonly Finding[] }) {
  const { seen, next } = flowVerdict(flow);
  const candidates = candidatesOf(flow, findings);
  if (candidates.length + seen.length === 0 && next === null) return null;
  return (
    <div class="verdict-facts">
      <Facts>
        <Candidates findings={candidates} />
        {seen.length > 0 && (
          <FactOf name="Seen">
            <ul>
              {seen.map((each) => (
                <Seen key={`${each.id} ${each.text}`} seen={each} />
              ))}
            </ul>
          </FactOf>
        )}
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

/** The likeliest is what the title says. */
function Candidates({ findings: [, ...others] }: { findings: readonly Finding[] }) {
  if (others.length === 0) return null;
  return (
    <FactOf name="Else it may be">
      <ol>
        {others.map((finding) => (
          <li key={finding.code}>
            <Value text={wordsFor(finding).title} />
          </li>
        ))}
      </ol>
    </FactOf>
  );
}
