import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Flow } from '#shared/flows/flow.ts';
import { PLAINEST, plainTopic } from '#shared/flows/said-topic.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { brokenSignatures } from '#shared/redact/broken-signatures.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';

const FOLDER = new URL('../../accuracy/recordings/', import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json.gz'));

async function inspected(text: string): Promise<Report> {
  return await inspectInput(text, await knowledgeFrom({}));
}

function verdictOf({ kind, outcome, confidence, cause, owner }: Flow): string {
  const { code, variant, because, facts } = cause ?? {};
  const told = [kind, outcome, confidence, code, variant, because?.code, facts?.['suspect'], owner, facts?.['phrase']];
  return told.map((each) => each ?? '-').join(' ');
}

describe('a redacted recording tells the same: outcome, cause, reason, and who must act', () => {
  it.each(FILES)('%s', async (file) => {
    const text = gunzipSync(readFileSync(new URL(file, FOLDER))).toString('utf8');
    const before = await inspected(text);
    const broken = brokenSignatures(before.messages);
    const after = await inspected(redactInput(text, new Uint8Array(32).fill(3), { broken }).text);
    expect(after.flows.map(verdictOf)).toEqual(before.flows.map(verdictOf));
  });
});

describe('the plainest words for what an answer speaks of', () => {
  it.each(Object.entries(PLAINEST))('%s: “%s” is read as that', (topic, words) => {
    expect(plainTopic(words)).toBe(topic);
  });
});
