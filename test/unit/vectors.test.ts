import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { FOLDER, readVectorFile, VECTORS, type Vector } from '#test/vectors/vector.ts';

async function inspect({ name, sealed = false }: Vector, xml: string, trusted = `${name}.pem`) {
  const knowledge = await knowledgeFrom({
    certificatePems: [readVectorFile(trusted)],
    privateKeyPems: sealed ? [readVectorFile('receiver.key')] : [],
  });
  const { messages, findings } = toJsonReport(await inspectInput(xml, knowledge), { all: false });
  const verdicts = messages.flatMap(({ signatures }) =>
    signatures.map(({ on, outcome, reason }) => [on, outcome, reason].filter(Boolean).join(' ')),
  );
  const faults = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info');
  return { messages, verdicts, fault: faults.map(({ code }) => code).find((code) => code.startsWith('signature-')) };
}

const xmlOf = ({ name }: Vector) => readVectorFile(`${name}.xml`);
const sound = VECTORS.filter(({ fault }) => fault === null);

describe('what other products made', () => {
  it('has a file and a certificate for each, and nothing else', () => {
    const expected = VECTORS.flatMap(({ name }) => [`${name}.xml`, `${name}.pem`]);
    expect(readdirSync(FOLDER).sort()).toEqual([...expected, 'receiver.key'].sort());
  });

  it.each(VECTORS)('$name: $signatures, $fault', async (vector) => {
    const { verdicts, fault } = await inspect(vector, xmlOf(vector));
    expect([verdicts, fault ?? null]).toEqual([vector.signatures, vector.fault]);
  });

  it.each(sound)('$name: with another certificate no signature of it is valid', async (vector) => {
    const other = vector.name.startsWith('samlp') ? 'xmlsec1-assertion.pem' : 'samlp-response.pem';
    const { verdicts } = await inspect(vector, xmlOf(vector), other);
    expect(verdicts.length).toBe(vector.signatures.length);
    expect(verdicts.filter((verdict) => verdict.endsWith(' valid'))).toEqual([]);
  });

  it.each(sound.filter(({ sealed }) => !sealed))('$name: changed by one letter, it is not sound', async (vector) => {
    const xml = xmlOf(vector);
    const changed = xml.replace(xml.includes('>anne') ? '>anne' : 'https://sp.example', '$&x');
    expect(changed).not.toBe(xml);
    const { verdicts, fault } = await inspect(vector, changed);
    expect(verdicts).not.toEqual(vector.signatures);
    expect(fault).toBeDefined();
  });

  it('sealed, and without the key, nothing of it is known', async () => {
    const vector = VECTORS.find(({ sealed }) => sealed);
    if (vector === undefined) throw new Error('no sealed vector');
    const { messages, verdicts } = await inspect({ ...vector, sealed: false }, xmlOf(vector));
    expect(verdicts).toEqual([]);
    expect(messages).toMatchObject([{ encrypted: true, subject: null, attributes: [] }]);
  });

  it.each(VECTORS)('$name: redacted, it names nobody', async (vector) => {
    const { text } = redactInput(new TextEncoder().encode(xmlOf(vector)), new Uint8Array(32).fill(5));
    expect(text).not.toMatch(/anne|eddie|idp\.example|sp\.example/i);
    expect((await inspectInput(text, await knowledgeFrom({}))).messages).toHaveLength(1);
  });
});
