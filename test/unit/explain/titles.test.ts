import { describe, expect, it } from 'vitest';
import { splitTitle } from '#shared/explain/split-title.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { readCells, readRecording } from '#test/accuracy/cells.ts';

/** Three lines of a panel of 400 pixels. */
const LONGEST = 140;

const cut = (template: string, facts: Readonly<Record<string, string>>, most: number) =>
  splitTitle(template, (text) => text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '?'), most);

describe('a title', () => {
  it('is whole where it is short', () => {
    expect(cut('A {b}: c.', { b: 'x' }, 20)).toEqual({ title: 'A x: c.', detail: '' });
  });

  it('is cut between clauses, as late as it may be', () => {
    const template = 'One thing: another thing; a third. And a fourth.';
    expect(cut(template, {}, 30)).toEqual({ title: 'One thing: another thing.', detail: 'A third. And a fourth.' });
    expect(cut(template, {}, 5)).toEqual({ title: 'One thing.', detail: 'Another thing; a third. And a fourth.' });
  });

  it('is cut neither within brackets and quotes nor within what comes out of a message', () => {
    const template = 'It says “a: b” (c; d) of {value}: enough.';
    const value = 'https://x.example/: y; z. w';
    expect(cut(template, { value }, 10)).toEqual({ title: `It says “a: b” (c; d) of ${value}.`, detail: 'Enough.' });
  });

  it('leaves a value with which the rest begins as it is, and has what somebody said below it', () => {
    expect(cut('No: {value} came.{said}', { value: 'idp', said: ' It says: “x”.' }, 4)).toEqual({
      title: 'No.',
      detail: 'idp came. It says: “x”.',
    });
    expect(cut('No.{said}', { said: '' }, 1)).toEqual({ title: 'No.', detail: '' });
  });

  it('of the first finding of any recording has no more than three lines in a narrow panel', async () => {
    const long: string[] = [];
    const kinds = new Map(readCells().map((cell) => [cell.name, cell]));
    for (const cell of kinds.values()) {
      const { trace, metadata } = readRecording(cell);
      const { findings } = await inspectInput(trace, await knowledgeFrom({ metadataTexts: metadata }));
      const [first] = findings;
      const title = first === undefined ? '' : wordsFor(first).title;
      if (title.length > LONGEST) long.push(`${title.length} ${title}`);
    }
    expect(long).toEqual([]);
  });
});
