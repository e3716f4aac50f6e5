import { html } from 'htm/preact';
import type { ComponentChild, VNode } from 'preact';
import { counted } from '#shared/base/count-words.ts';
import type { Step } from './step.ts';

/** The links at the end of a page, the first one the likeliest. Every page has one. */
export function nextSteps(steps: readonly Step[]): VNode {
  const links = steps.map(
    ({ label, href }, index) => html`<a class=${index === 0 ? 'button primary' : 'button'} href=${href}>${label}</a>`,
  );
  return html`<div class="steps">${links}</div>`;
}

/** A list of labelled values; each value is text of its own, so that white space and order can be seen. */
export function facts(rows: readonly { readonly label: string; readonly values: readonly ComponentChild[] }[]): VNode {
  return html`<dl class="facts">
    ${rows.map(
      ({ label, values }) => html`<div class="fact">
        <dt>${label}</dt>
        <dd>${values.length === 0 ? html`<span class="none">none</span>` : values.map((value) => html`<span class="value">${value}</span>`)}</dd>
      </div>`,
    )}
  </dl>`;
}

/** A table; where there is no room for it, it is scrolled. `label` is its name for screen readers. */
export function table(label: string, columns: readonly ComponentChild[], rows: readonly VNode[]): VNode {
  return html`<div class="scroll" role="group" aria-label=${label} tabindex="0">
    <table class="table">
      <thead>
        <tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
}

/** A moment as people read it, in UTC, with the machine's form beside it. */
export function moment(time: number): VNode {
  const iso = new Date(time).toISOString();
  return html`<time datetime=${iso}>${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

/** How long something still lasts: "29 minutes", "10 hours". */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return counted(minutes, 'minute');
  return `${Math.round(minutes / 60)} hours`;
}
