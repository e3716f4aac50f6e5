import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { lineChart } from '#server/pages/line-chart.ts';
import { table } from '#server/pages/parts.ts';
import { counted, numeral } from '#shared/base/count-words.ts';
import { type AppReading, type Totals, totalsBy } from './read-app.ts';

/** By which fields an app's totals are shown, as far as they are seen. */
const TABLES: readonly (readonly string[])[] = [['Country'], ['Country', 'Region'], ['Month'], ['Product']];

/** The first that is seen is drawn. */
const DRAWN = ['Amount', 'Margin', 'Units'];

/** Rows of a table that are shown; the export has them all. */
const MAX_ROWS = 100;

/** What somebody sees of an app, as it is shown: a chart and tables of totals. Numbers are computed by the database. */
export interface DataPart {
  readonly chart: { readonly measure: string; readonly totals: Totals } | null;
  readonly tables: readonly Totals[];
  readonly all: Totals;
}

/** Asks the database for all that the page of an app shows. */
export async function readDataPart(reading: AppReading): Promise<DataPart> {
  const seen = (name: string) => reading.fields.some((field) => field.name === name);
  const measure = DRAWN.find(seen) ?? null;
  const groupings = TABLES.map((names) => names.filter(seen)).filter((names) => names.length > 0);
  const different = [...new Map(groupings.map((names) => [names.join('\n'), names])).values()];
  return {
    chart:
      measure !== null && seen('Month') ? { measure, totals: await totalsBy(reading, ['Month', 'Country']) } : null,
    tables: await Promise.all(different.map((names) => totalsBy(reading, names))),
    all: await totalsBy(reading, []),
  };
}

/** Chart and tables. */
export function dataPart({ chart, tables, all }: DataPart): VNode {
  return html`
    <section class="card">
      <h2>In all</h2>
      <p>${allWords(all)}</p>
      ${chart === null ? null : chartPart(chart)}
    </section>
    ${tables.map(totalsCard)}
  `;
}

function allWords({ measures, totals: [total] }: Totals): string {
  const sums = measures.map(({ name }, index) => `${name} ${numeral(total?.sums[index] ?? 0)}`);
  return `${counted(total?.rows ?? 0, 'row')} of the data: ${sums.join(', ')}.`;
}

function chartPart({ measure, totals: { by, measures, totals } }: NonNullable<DataPart['chart']>): VNode | null {
  const column = measures.findIndex(({ name }) => name === measure);
  const steps = [...new Set(totals.map(({ keys }) => keys[0] ?? ''))];
  const names = [...new Set(totals.map(({ keys }) => keys[1] ?? measure))].sort();
  if (steps.length < 2) return null;
  const values = new Map(totals.map(({ keys, sums }) => [`${keys[0]}\n${keys[1] ?? measure}`, sums[column] ?? 0]));
  const lines = names.map((name) => ({ name, values: steps.map((step) => values.get(`${step}\n${name}`) ?? 0) }));
  return lineChart({ label: `${measure} by ${by.map(({ name }) => name).join(' and ')}`, steps, lines });
}

function totalsCard({ by, measures, totals }: Totals): VNode {
  const title = `By ${by.map(({ name }) => name.toLowerCase()).join(' and ')}`;
  const columns = [
    ...by.map(({ name }) => name),
    ...measures.map(({ name }) => html`<span class="number">${name}</span>`),
  ];
  const rows = totals.slice(0, MAX_ROWS).map(
    ({ keys, sums }) => html`<tr>
      ${keys.map((key) => html`<th scope="row"><span class="value">${key}</span></th>`)}
      ${sums.map((sum) => html`<td class="number">${numeral(sum)}</td>`)}
    </tr>`,
  );
  const more = totals.length - rows.length;
  return html`<section class="card">
    <h2>${title}</h2>
    ${table(title, columns, rows)} ${more > 0 ? html`<p class="small">And ${counted(more, 'more row')}, which the export has.</p>` : null}
  </section>`;
}
