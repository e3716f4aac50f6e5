import type { ComponentChildren } from 'preact';
import { andMore } from '#shared/base/count-words.ts';
import { candidatesOf, flowVerdict, type SeenFact } from '#shared/explain/facts/flow-verdict.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { Value } from '../../kit/value.tsx';
import { wordsFor } from '../../store/words.ts';
import { useWorkbench } from '../parts/context.ts';

/** What the verdict on a flow rests on: how sure it is, who must act, what was seen, what else it may be, what to get next. */
export function VerdictFacts({ flow, findings }: { flow: Flow; findings: readonly Finding[] }) {
  const { sure, owner, seen, next } = flowVerdict(flow);
  return (
    <dl class="verdict-facts">
      {sure !== null && <Part name="How sure">{sure}</Part>}
      {owner !== null && <Part name="Who must act">{owner}</Part>}
      {seen.length > 0 && (
        <Part name="Seen">
          <ul>
            {seen.map((each) => (
              <Seen key={`${each.id} ${each.text}`} seen={each} />
            ))}
          </ul>
        </Part>
      )}
      <Candidates findings={candidatesOf(flow, findings)} />
      {next !== null && <Part name="Next">{next}</Part>}
    </dl>
  );
}

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
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

const SHOWN = 5;

function Candidates({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Part name="What it may be, the likeliest first">
      <ol>
        {findings.slice(0, SHOWN).map((finding) => (
          <li key={finding.code}>
            <Value text={wordsFor(finding).title} />
          </li>
        ))}
      </ol>
      {findings.length > SHOWN && <p>{andMore(findings.length - SHOWN)}, among the findings</p>}
    </Part>
  );
}
