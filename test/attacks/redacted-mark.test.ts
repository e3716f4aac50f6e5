import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { makeWorld, responseXml, type World } from '#test/fixtures/recording.ts';

let world: World;
let xml: string;
beforeAll(async () => {
  world = await makeWorld();
  xml = await responseXml(world, '_request-a');
});

const judge = async (text: string) => {
  const knowledge = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
  const { messages, findings } = toJsonReport(await inspectInput(text, knowledge), { all: true });
  const trust = findings.filter(({ code }) => code === 'signature-untrusted').map(({ outcome }) => outcome);
  return { signatures: messages[0]?.signatures.map(({ outcome, reason }) => ({ outcome, reason })), trust };
};

describe('the mark of a redacted signature', () => {
  it('vouches for nothing: who puts it onto a forged message gains no trust', async () => {
    const forged = xml
      .replace('>anne<', '>root<')
      .replace(/(<ds:SignatureValue>)[^<]*/, `$1${Buffer.from(`redacted${'x'.repeat(248)}`).toString('base64')}`);
    const { signatures, trust } = await judge(forged);
    expect(signatures).toEqual([{ outcome: 'unknown', reason: 'redacted' }]);
    expect(trust).not.toContain('pass');
    expect(trust.length).toBeGreaterThan(0);
  });

  it('that says that the digest did not fit makes nothing better than it is either', async () => {
    const mark = Buffer.from(`redacted: broken${'x'.repeat(240)}`).toString('base64');
    const marked = xml.replace(/(<ds:SignatureValue>)[^<]*/, `$1${mark}`);
    const sound = await judge(marked);
    expect(sound.signatures?.map(({ outcome }) => outcome)).toEqual(['invalid']);
    expect(sound.trust).not.toContain('pass');
    const { signatures, trust } = await judge(marked.replace('>anne<', '>root<'));
    expect(signatures).toEqual([{ outcome: 'invalid', reason: 'digest-mismatch' }]);
    expect(trust).not.toContain('pass');
  });

  it('its twin, the same message as it was signed, is trusted', async () => {
    expect(await judge(xml)).toEqual({ signatures: [{ outcome: 'valid', reason: null }], trust: ['pass'] });
  });
});
