import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import type { Step } from '#server/pages/step.ts';
import { counted } from '#shared/base/count-words.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { ownerOfRefusal, type PublicRefusal } from './refusal.ts';

/** Under which number a refusal was kept, and where this browser can look at what came. */
export interface KeptRefusal {
  readonly reference: string;
  /** False: the number is in the log alone. */
  readonly isKept: boolean;
  /** Address of the inspector with what came in it; null: there is nothing to look at. */
  readonly inspect: string | null;
  /** Left out: a login. */
  readonly kind?: 'login' | 'logout';
}

/**
 * Why something was refused, for a person: what was expected, what came, what to change, and who has to.
 * @param kept null: it has no number
 */
export function refusalPage(shown: Omit<PublicRefusal, 'status'>, kept: KeptRefusal | null = null): Page {
  const { title, code, explanation, facts: rows, fix, findings = [], steps = [] } = shown;
  const owner = ownerOfRefusal(shown);
  return {
    title,
    main: html`
      <p class="lead">${explanation}</p>
      ${rows === undefined && fix === undefined ? null : factsCard(rows ?? [], fix)}
      ${findings.length === 0 ? null : findingsCard(findings)}
      ${owner === null ? null : html`<p data-owner=${owner}>Who can mend it: ${OWNER_WORDS[owner]}.</p>`}
      ${nextSteps(withInspector(steps, kept))}
      ${referenceLine(code, kept)}
    `,
  };
}

/** Where there is something to look at, the link leads to it, and not to an empty inspector. */
function withInspector(steps: readonly Step[], kept: KeptRefusal | null): readonly Step[] {
  if (kept?.inspect == null) return steps;
  const [first, ...others] = steps;
  const inspect = { label: `Inspect this ${kept.kind ?? 'login'}`, href: kept.inspect };
  return first === undefined ? [inspect] : [first, inspect, ...others.filter(({ href }) => href !== INSPECTOR)];
}

const INSPECTOR = '/inspect/';

function referenceLine(code: string, kept: KeptRefusal | null): VNode {
  if (kept === null) return html`<p class="small">The log has this under the code <code>${code}</code>.</p>`;
  const where = kept.isKept ? 'Log and console have this under it' : 'The log has this under it';
  return html`<p>Reference number: <strong class="reference">${kept.reference}</strong></p>
    <p class="small">${where}, with the code <code>${code}</code>. Give it to whoever is to help you.</p>`;
}

function factsCard(rows: NonNullable<PublicRefusal['facts']>, fix: string | undefined): VNode {
  return html`<section class="card tone-bad" aria-label="Why">
    ${rows.length === 0 ? null : facts(rows)}
    ${fix === undefined ? null : html`<h2>What to change</h2><p>${fix}</p>`}
  </section>`;
}

/** The cause is shown; what follows from it, or was wrong besides, is one click away. */
function findingsCard([cause, ...others]: readonly Finding[]): VNode {
  const more = counted(others.length, 'more thing is wrong', 'more things are wrong');
  return html`<section class="card tone-bad" aria-label="What was found">
    ${cause === undefined ? null : findingPart(cause)}
    ${others.length === 0 ? null : html`<details><summary>${more}, often as a consequence</summary>${others.map(findingPart)}</details>`}
  </section>`;
}

function findingPart(finding: Finding): VNode {
  const { whole, fix } = wordsFor(finding);
  const { expected, received, clause, path } = finding;
  return html`<article class="finding">
    <h2>${whole}</h2>
    ${facts([
      ...(expected === null ? [] : [{ label: 'Expected', values: [expected] }]),
      ...(received === null ? [] : [{ label: 'Received', values: [received] }]),
      ...(path === '' ? [] : [{ label: 'Where', values: [html`<code>${path}</code>`] }]),
      { label: 'Standard', values: [clause] },
    ])}
    ${fix ? html`<p>${fix}</p>` : null}
  </article>`;
}
