import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { signatureSteps } from '../../../../extension/store/message/signature-steps.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;
let xml: string;

beforeAll(async () => {
  teller = await makeStoryteller();
  xml = await teller.response({ startedAt: START, name: 'a' });
});

/** Name, outcome and text of each step of the signature on the Response. */
async function stepsOf(text: string, metadataTexts: readonly string[] = [teller.metadata]) {
  const knowledge = await knowledgeFrom({ metadataTexts });
  const [message] = (await inspectInput(text, knowledge)).messages;
  const report = message?.signatures.find(({ on }) => on === 'Response');
  if (report === undefined) throw new Error('the Response is signed');
  return signatureSteps(report, knowledge.keys);
}
const outcomes = (steps: Awaited<ReturnType<typeof stepsOf>>) => steps.map(({ verdict }) => verdict.outcome);

describe('the steps of verifying a signature', () => {
  it('of a sound one all hold, each with its values', async () => {
    const steps = await stepsOf(xml);
    expect(outcomes(steps)).toEqual(['good', 'good', 'good', 'good', 'good']);
    const digest = /<ds:DigestValue>([^<]+)/.exec(xml)?.[1] ?? '';
    expect(steps.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Refers to: Response (#_a-response)',
      'Canonical form: enveloped-signature, then xml-exc-c14n; SignedInfo by xml-exc-c14n',
      `Digest: sha256 ${digest}`,
      expect.stringMatching(/^Signature value: rsa-sha256 \S{44}…$/),
      'Key: CN=idp.example, by its metadata',
    ]);
  });

  it('of one over what was changed the digest does not hold, with both values, and nothing is said of value and key', async () => {
    const steps = await stepsOf(xml.replace('anne.foster@', 'eve.foster@'));
    expect(outcomes(steps)).toEqual(['good', 'good', 'bad', 'neutral', 'neutral']);
    expect(steps[2]?.text).toMatch(/^sha256 \S+; of what came it is \S+$/);
  });

  it('by another key than the trusted one the value holds by the embedded key, and the key does not', async () => {
    const other = await makeStoryteller();
    const steps = await stepsOf(xml, [other.metadata]);
    expect(outcomes(steps)).toEqual(['good', 'good', 'good', 'good', 'bad']);
    expect(steps[4]?.text).toContain('nobody vouches for it');
  });

  it('without a key that anybody vouches for the key is what cannot be told', async () => {
    expect(outcomes(await stepsOf(xml, []))).toEqual(['good', 'good', 'good', 'good', 'unknown']);
    const bare = xml.replace(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/s, '');
    expect(outcomes(await stepsOf(bare, [])).slice(3)).toEqual(['unknown', 'neutral']);
  });

  it('of one that refers to nothing no later step is decided', async () => {
    const steps = await stepsOf(xml.replace('URI="#_a-response"', 'URI="#_nothing"'));
    expect(outcomes(steps)).toEqual(['bad', 'neutral', 'neutral', 'neutral', 'neutral']);
    expect(steps[0]?.text).toBe('nothing that is there (#_nothing)');
  });

  it('holds no more of a message than there is room for', async () => {
    const long = xml.replace(/<ds:DigestValue>[^<]+/, `<ds:DigestValue>${'A'.repeat(100_000)}`);
    for (const { text } of await stepsOf(long)) expect(text.length).toBeLessThan(400);
  });
});
