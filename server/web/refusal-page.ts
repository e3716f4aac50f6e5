import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import { counted } from '#shared/base/count-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { PublicRefusal } from './refusal.ts';

/** Why something was refused, for a person: what was expected, what came, what to change. */
export function refusalPage({
  title,
  code,
  explanation,
  facts: rows,
  fix,
  findings = [],
  steps = [],
}: PublicRefusal): Page {
  return {
    title,
    main: html`
      <p class="lead">${explanation}</p>
      ${rows === undefined && fix === undefined ? null : factsCard(rows ?? [], fix)}
      ${findings.length === 0 ? null : findingsCard(findings)}
      ${nextSteps(steps)}
      <p class="small">The log has this under the code <code>${code}</code>.</p>
    `,
  };
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
  const { title, fix } = wordsFor(finding);
  const { expected, received, clause, path } = finding;
  return html`<article class="finding">
    <h2>${title}</h2>
    ${facts([
      ...(expected === null ? [] : [{ label: 'Expected', values: [expected] }]),
      ...(received === null ? [] : [{ label: 'Received', values: [received] }]),
      ...(path === '' ? [] : [{ label: 'Where', values: [html`<code>${path}</code>`] }]),
      { label: 'Standard', values: [clause] },
    ])}
    ${fix ? html`<p>${fix}</p>` : null}
  </article>`;
}
