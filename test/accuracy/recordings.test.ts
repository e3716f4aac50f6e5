import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCells } from './cells.ts';
import { COLUMNS } from './columns.ts';
import { KINDS, kindOf } from './kinds/all-kinds.ts';
import { makePage } from './make-page.ts';
import { type Measured, measure } from './measure.ts';

let measured: Measured;
beforeAll(async () => {
  measured = await measure();
}, 180_000);

const CELLS = readCells();
const nameOf = ({ column, name }: { readonly column: string; readonly name: string }) => `${column}/${name}`;
const PLANTED = CELLS.filter(({ healthy }) => !healthy).map(nameOf);
const HEALTHY = CELLS.filter(({ healthy }) => healthy).map(nameOf);

describe('the recordings', () => {
  it('are all in the list, and the list has no others', () => {
    const folder = new URL('recordings/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json.gz'),
    );
    expect(files.map((file) => file.replace('.json.gz', '')).toSorted()).toEqual(CELLS.map(nameOf).toSorted());
  });

  it('are of every kind and of every column, and enough are healthy', () => {
    const kinds = [...KINDS.values()].flat().map(({ code }) => code);
    expect(kinds.filter((code) => CELLS.every(({ name }) => name !== code))).toEqual([]);
    expect(new Set(CELLS.map(({ column }) => column))).toEqual(new Set(COLUMNS.map(({ code }) => code)));
    expect(CELLS.filter(({ healthy, name }) => !healthy && kindOf(name) === null)).toEqual([]);
    expect(PLANTED.length).toBeGreaterThanOrEqual(200);
    expect(HEALTHY.length).toBeGreaterThanOrEqual(50);
  });
});

describe('what was planted is the first finding', () => {
  it.each(PLANTED)('%s', (name) => {
    const found = measured.planted.find(({ cell }) => nameOf(cell) === name);
    if (found === undefined) throw new Error('it was not measured');
    const { kind, told, cell } = found;
    expect(kind.causes, told.problems.join('\n')).toContain(told.cause);
    expect(cell.minded ? kind.outcomes : ['succeeded']).toContain(told.outcome);
    expect(kind.owners).toContain(told.owner);
    expect(told.failed || !cell.minded).toBe(true);
  });
});

describe('nothing is wrong with what is healthy', () => {
  it.each(HEALTHY)('%s', (name) => {
    const told = measured.healthy.find(({ cell }) => nameOf(cell) === name)?.told;
    expect(told?.problems).toEqual([]);
    expect(told?.outcome).toBe('succeeded');
    expect(told?.failed).toBe(false);
  });
});

it('docs/accuracy.md is what is measured: run `npm run accuracy` where not', () => {
  const page = readFileSync(new URL('../../docs/accuracy.md', import.meta.url), 'utf8');
  expect(page).toBe(makePage(measured));
});
