import { glob, readFile } from 'node:fs/promises';

/** Parts of the server that answer nobody's request to the companion. */
const ELSEWHERE = /^server\/(?:idp|cli|start)\//;

/** Every code by which the companion refuses something, with the file that has its words, as the sources say. */
export async function sourceCodes(): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  for await (const file of glob('{server,shared}/**/*.ts')) {
    if (ELSEWHERE.test(file)) continue;
    const text = await readFile(file, 'utf8');
    for (const code of [...familyCodes(text), ...refusalCodes(text)]) codes.set(code, file);
  }
  return codes;
}

/** The codes of a room's errors (`errorsOf`). */
function familyCodes(text: string): readonly string[] {
  const [, words = ''] = /errorsOf\(\{([\s\S]*?)\n\}\)/.exec(text) ?? [];
  return [...words.matchAll(/^ {2}'([a-z0-9-]+)':/gm)].flatMap(([, code]) => code ?? []);
}

/** The codes that a `Refusal`, or what is made into one, is given as they stand. */
function refusalCodes(text: string): readonly string[] {
  if (!/\b(?:Refusal|PublicRefusal)\b/.test(text)) return [];
  return [...text.matchAll(/^ +code: '([a-z0-9-]+)',$/gm)].flatMap(([, code]) => code ?? []);
}
