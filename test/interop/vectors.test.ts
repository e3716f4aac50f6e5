import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { canonicalAll } from '#test/fixtures/xmllint.ts';
import { isSoundForXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { makeVectors } from '#test/vectors/make-vectors.ts';
import { readVectorFile, VECTORS } from '#test/vectors/vector.ts';

const place = makeWorkplace();
beforeAll(() => makeVectors(place.folder), 120_000);
afterAll(() => place.remove());

const open = VECTORS.filter(({ sealed }) => !sealed);
const isValid = (verdict: string) => verdict.endsWith(' valid');

describe.each([
  ['as they stand in the repository', undefined],
  ['made anew', place.folder],
])('vectors %s', (_, folder) => {
  const read = (name: string) => readVectorFile(name, folder);

  it.each(VECTORS)('$name: we say what was made: $signatures', async ({ name, sealed, signatures }) => {
    const keys = sealed ? [read('receiver.key')] : [];
    const knowledge = await knowledgeFrom({ certificatePems: [read(`${name}.pem`)], privateKeyPems: keys });
    const { messages } = await inspectInput(read(`${name}.xml`), knowledge);
    const verdicts = messages.flatMap((message) =>
      message.signatures.map(({ on, outcome, reason }) => [on, outcome, reason].filter(Boolean).join(' ')),
    );
    expect(verdicts).toEqual(signatures);
  });

  it.each(open)('$name: xmlsec1 agrees on every signature', ({ name, signatures }) => {
    const certificate = place.write('trusted.pem', read(`${name}.pem`));
    const verdicts = signatures.map((__, index) => isSoundForXmlsec1(place, read(`${name}.xml`), certificate, index));
    expect(verdicts).toEqual(signatures.map(isValid));
  });

  it.each(['exclusive', 'inclusive'] as const)('have the canonical forms of libxml2: %s', (form) => {
    for (const { name } of VECTORS) {
      const text = read(`${name}.xml`);
      const ours = canonicalizeDocument(parseXml(text), { exclusive: form === 'exclusive', comments: true });
      expect(ours, name).toBe(canonicalAll([text], form));
    }
  });
});
