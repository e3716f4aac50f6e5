import { useEffect, useState } from 'preact/hooks';
import type { WhatIfAnswer } from '#shared/api/what-if.ts';
import { counted } from '#shared/base/count-words.ts';
import { Card } from '../../../kit/facts.tsx';
import { Value } from '../../../kit/value.tsx';
import type { Answer, Failure } from '../client/answer.ts';
import { askWhatIf } from '../client/what-if-calls.ts';
import { effectLines, recordedSummary, summaryOf } from './effect-words.ts';
import { FailureNote } from './failure.tsx';

interface EffectProps {
  prefix: string;
  /** The connection as it would be; null: what is typed cannot be read yet, and what was asked last stays. */
  document: Readonly<Record<string, unknown>> | null;
}

/** So long nothing is typed before it is asked. Milliseconds. */
const PAUSE = 500;

/** Lines of a kind that are shown. */
const SHOWN = 30;

/** What a change would come to for whoever is logged in now: who gains, who loses, who sees other data. Asked while one types. */
export function Effect({ prefix, document }: EffectProps) {
  const [answer, setAnswer] = useState<Answer<WhatIfAnswer> | null>(null);
  const key = document === null ? null : JSON.stringify(document);
  useEffect(() => {
    if (key === null || document === null) return;
    const control = new AbortController();
    const timer = setTimeout(async () => {
      const told = await askWhatIf(prefix, document, control.signal);
      if (!control.signal.aborted) setAnswer(told);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
    // The document is made anew at each drawing; `key` says whether it is another.
  }, [prefix, key]);
  return (
    <Card title="For whoever is logged in now" level={2}>
      <div role="status" class="effect" aria-busy={answer === null}>
        {answer === null && <p class="quiet">Looking at the sessions …</p>}
        {answer?.ok === true && <Told told={answer.value} />}
      </div>
      {answer?.ok === false && <Refused failure={answer.failure} />}
    </Card>
  );
}

function Refused({ failure }: { failure: Failure }) {
  return failure.code === 'connection-invalid' ? (
    <p class="quiet">
      It cannot be tried as it stands: <Value text={failure.message} />
    </p>
  ) : (
    <FailureNote failure={failure} />
  );
}

function Told({ told }: { told: WhatIfAnswer }) {
  const recorded = recordedSummary(told);
  return (
    <>
      <p class="strong">{summaryOf(told)}</p>
      {recorded !== null && <p>{recorded}</p>}
      {effectLines(told).map(({ title, tone, lines, left }) => (
        <details key={title} open>
          <summary>{title}</summary>
          <ul class={`effect-lines tone-${tone}`}>
            {lines.slice(0, SHOWN).map((line, index) => (
              <li key={index}>
                <Value text={line} />
              </li>
            ))}
          </ul>
          {left + Math.max(0, lines.length - SHOWN) > 0 && (
            <p class="quiet">And {counted(left + Math.max(0, lines.length - SHOWN), 'more line')}.</p>
          )}
        </details>
      ))}
    </>
  );
}
