import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readAssertions, readTrials } from '#shared/rules/trials/read-trials.ts';
import { readYaml } from '#shared/yaml/read-yaml.ts';

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The example of the documentation that begins with the name of its file. */
async function example(name: string): Promise<unknown> {
  const blocks = [...(await read('docs/rules.md')).matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => text);
  const text = blocks.find((block) => block.startsWith(`# ${name}\n`)) ?? '';
  return readYaml(text, name);
}

test.each([
  ['rules.test.yaml', 'rule-tests', readTrials, { rules: 'r.yaml', tests: [] }],
  [
    'rules.test.yaml',
    'rule-tests',
    readTrials,
    { rules: 'r.yaml', tests: [{ user: {}, resource: {}, expects: 'deny' }] },
  ],
  ['rules.proof.yaml', 'rule-assertions', readAssertions, { assertions: [{ implies: ['one'] }] }],
  ['rules.proof.yaml', 'rule-assertions', readAssertions, { assertions: [{ nobody: { where: 'true' } }] }],
] as const)(
  'the published form of %s takes what the command takes, and refuses what it refuses',
  async (name, schema, reader, wrong) => {
    const form = JSON.parse(await read(`shared/rules/trials/${schema}.schema.json`));
    const isOfForm = new Ajv2020({ strict: false }).compile(form);
    const right = await example(name);
    expect(isOfForm(right)).toBe(true);
    expect(() => reader(right)).not.toThrow();
    expect(isOfForm(wrong)).toBe(false);
    expect(() => reader(wrong)).toThrow();
  },
);
