import { expect, it } from 'vitest';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { decodingStages } from '../../../../extension/store/message/decoding-stages.ts';
import { makeStoryteller } from '../../../fixtures/story.ts';

it('a message has each stage of its decoding to copy: as it was sent, and without its escapes', async () => {
  const teller = await makeStoryteller();
  const exchanges = await teller.login({ startedAt: Date.UTC(2026, 0, 12), name: 'a' });
  const { messages } = await inspectInput(writeOwnTrace(exchanges), await knowledgeFrom({}));
  const [request, response] = messages.map(decodingStages);
  const post = exchanges.find(({ method }) => method === 'POST');
  const [sent, encoded] = response ?? [];
  expect(`${post?.requestBody?.text}`).toContain(sent?.text ?? '');
  expect(sent?.text).toMatch(/^SAMLResponse=[^&]*%3D$/);
  expect(encoded?.text).toBe(decodeURIComponent(sent?.text.slice('SAMLResponse='.length) ?? ''));
  expect(exchanges[0]?.url).toContain(request?.[0]?.text ?? '-');
  const pasted = await inspectInput(messages.at(-1)?.wire?.xml ?? '', await knowledgeFrom({}));
  expect(pasted.messages.map(decodingStages)).toEqual([[]]);
});
