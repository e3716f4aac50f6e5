import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { sourceFiles } from './imports.ts';

/** These make an error again from its parts: at another place of the text, or in another thread. */
const MADE_AGAIN = ['extension/reading/pack-message.ts', 'server/threads/plain-error.ts', 'shared/xml/split.ts'];

interface Family {
  readonly file: string;
  readonly words: Readonly<Record<string, string>>;
}

function isFamily(value: unknown): value is { readonly words: Family['words'] } {
  return typeof value === 'function' && value.prototype instanceof WorkbenchError;
}

const sources = (await sourceFiles()).filter((file) => !file.startsWith('test/'));
const having = (text: RegExp) => sources.filter((file) => text.test(readFileSync(file, 'utf8')));
const families: readonly Family[] = await Promise.all(
  having(/^export class \w+ extends errorsOf\(/m).map(async (file) => {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
    const [family] = Object.values(exported).filter(isFamily);
    return { file, words: family?.words ?? {} };
  }),
);

describe('errors', () => {
  it('stand in the room that throws them, in a file of their own', () => {
    expect(families.length).toBeGreaterThan(10);
    for (const { file, words } of families) {
      expect(file).toMatch(/^(shared|server|extension)(\/[\w-]+){1,2}\/\w+-error\.ts$/);
      expect(Object.keys(words).length, file).toBeGreaterThan(0);
    }
  });

  it('have codes that are one room’s alone', () => {
    const codes = families.flatMap(({ words }) => Object.keys(words));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('have codes that something throws or asks for', () => {
    const words = families.map(({ file }) => file);
    const texts = sources.filter((file) => !words.includes(file)).map((file) => readFileSync(file, 'utf8'));
    const codes = families.flatMap(({ words }) => Object.keys(words));
    expect(codes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  });

  it('are made by the class of a room', () => {
    expect(having(/new WorkbenchError\(/)).toEqual(MADE_AGAIN);
  });
});
