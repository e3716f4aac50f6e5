import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Flow } from '#shared/flows/flow.ts';
import { PLAINEST, plainTopic } from '#shared/flows/said-topic.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';

const FOLDER = new URL('../../accuracy/recordings/', import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json.gz'));

async function flowsIn(text: string): Promise<readonly Flow[]> {
  return (await inspectInput(text, await knowledgeFrom({}))).flows;
}

function verdictOf({ kind, outcome, cause, owner }: Flow): string {
  return [kind, outcome, cause?.code, cause?.because?.code, owner].map((each) => each ?? '-').join(' ');
}

describe('a redacted recording tells the same: outcome, cause, reason, and who must act', () => {
  it.each(FILES)('%s', async (file) => {
    const text = gunzipSync(readFileSync(new URL(file, FOLDER))).toString('utf8');
    const before = await flowsIn(text);
    const after = await flowsIn(redactInput(text, new Uint8Array(32).fill(3)).text);
    const told = after.map(verdictOf);
    // With its values a signature is gone, and so is whether it held: what is left is that nobody can tell.
    const expected = before.map((flow) =>
      flow.cause?.code === 'signature-invalid'
        ? verdictOf(flow).replace('signature-invalid -', 'receiver-refused signature-untrusted')
        : verdictOf(flow),
    );
    expect(told).toEqual(expected);
  });
});

describe('the plainest words for what an answer speaks of', () => {
  it.each(Object.entries(PLAINEST))('%s: “%s” is read as that', (topic, words) => {
    expect(plainTopic(words)).toBe(topic);
  });
});
