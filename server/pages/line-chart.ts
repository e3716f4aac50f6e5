import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { numeral } from '#shared/base/count-words.ts';

/** Lines over the same steps. */
export interface LineChart {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** Names of the steps, from left to right; at least two. */
  readonly steps: readonly string[];
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** In units of the picture, which is as wide as its place. */
const WIDTH = 800;
const HEIGHT = 280;
const LEFT = 64;
const TOP = 12;
const BOTTOM = 32;
const RIGHT = 12;
/** Colours of lines that there are (`style.css`). */
const COLOURS = 8;
const STEP_NAMES = 6;

/** A chart as a picture that needs no script. The numbers are for a table beside it. */
export function lineChart({ label, steps, lines }: LineChart): VNode {
  const top = niceTop(Math.max(1, ...lines.flatMap(({ values }) => values)));
  const x = (index: number) => round(LEFT + (index / Math.max(1, steps.length - 1)) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * top);
  const every = Math.max(1, Math.ceil(steps.length / STEP_NAMES));
  return html`<figure class="chart">
    <div class="scroll" role="group" aria-label=${label} tabindex="0"><svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${label}>
      ${ticks.map(
        (tick) => html`<g>
          <line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(tick)} y2=${y(tick)} />
          <text x=${LEFT - 8} y=${y(tick) + 4} text-anchor="end">${shortNumber(tick)}</text>
        </g>`,
      )}
      ${steps.map((step, index) =>
        index % every === 0 ? html`<text x=${x(index)} y=${HEIGHT - 10} text-anchor="middle">${step}</text>` : null,
      )}
      ${lines.map(
        ({ values }, index) => html`<polyline
          class=${`line line-${index % COLOURS}`}
          points=${values.map((value, step) => `${x(step)},${y(value)}`).join(' ')}
        />`,
      )}
    </svg></div>
    <figcaption>
      ${lines.map(
        ({ name }, index) => html`<span class="key"
          ><svg viewBox="0 0 16 4" width="16" height="4" aria-hidden="true"
            ><line class=${`line line-${index % COLOURS}`} x1="0" x2="16" y1="2" y2="2" /></svg
          >${name}</span
        >`,
      )}
    </figcaption>
  </figure>`;
}

/** The next number upwards that reads well in quarters. */
function niceTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 4, 6, 8].find((step) => step * power >= highest) ?? 10) * power;
}

function shortNumber(value: number): string {
  if (value >= 1_000_000) return `${round(value / 1_000_000)} M`;
  return value >= 10_000 ? `${round(value / 1000)} k` : numeral(round(value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
