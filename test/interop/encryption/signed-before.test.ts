import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { RESPONSE } from '#test/unit/checks/messages.ts';

const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const NAME_ID = /<saml:NameID [\s\S]*?<\/saml:NameID>/;
const receiver = makeReceiver();
let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});
afterAll(() => receiver.dispose());

/** Signed as a whole, with a part encrypted only then. */
async function signedFirst(pattern: RegExp, holder: string): Promise<string> {
  return encryptPart(await keys.idp.sign(RESPONSE, '_response'), pattern, holder, receiver);
}

async function look(xml: string, privateKeyPems: readonly string[] = []) {
  const knowledge = await knowledgeFrom({ certificatePems: [keys.idp.certificatePem], privateKeyPems, at: NOW });
  const report = await inspectInput(xml, knowledge);
  const findings = report.messages[0]?.findings ?? [];
  return {
    signatures: (report.messages[0]?.signatures ?? []).map(({ outcome, reason }) =>
      `${outcome} ${reason ?? ''}`.trim(),
    ),
    invalid: findings.filter(({ code, outcome }) => code === 'signature-invalid' && outcome !== 'pass'),
  };
}

describe.each([
  ['the assertion', ASSERTION, 'EncryptedAssertion'],
  ['the NameID', NAME_ID, 'EncryptedID'],
])('a response that was signed before %s was encrypted', (_, pattern, holder) => {
  it('is not called changed while that part is closed, but not verified either: it is said what would tell', async () => {
    const { signatures, invalid } = await look(await signedFirst(pattern, holder));
    expect(signatures).toEqual(['invalid content-closed']);
    expect(invalid).toMatchObject([
      { outcome: 'fail', severity: 'error', variant: 'content-closed', facts: { on: 'Response', parts: holder } },
    ]);
    const words = invalid.map(wordsFor);
    expect(words[0]?.whole).toContain('signed before it was encrypted');
    expect(words[0]?.fix).toContain('private key');
  });

  it('is verified once it is opened', async () => {
    const { signatures, invalid } = await look(await signedFirst(pattern, holder), [receiver.privateKeyPem]);
    expect([signatures, invalid]).toEqual([['valid'], []]);
  });

  it('and then changed, is told as changed once it is opened', async () => {
    const changed = (await signedFirst(pattern, holder)).replace('_request', '_other');
    const { signatures, invalid } = await look(changed, [receiver.privateKeyPem]);
    expect(signatures).toEqual(['invalid digest-mismatch']);
    expect(invalid).toMatchObject([{ severity: 'error', variant: 'digest-mismatch' }]);
  });
});

describe('a part that is encrypted softens nothing', () => {
  it('an encrypted part elsewhere: what was changed is told as changed', async () => {
    const signed = await keys.idp.sign(RESPONSE, '_assertion');
    const closed = encryptPart(RESPONSE.replace('_assertion', '_second'), ASSERTION, 'EncryptedAssertion', receiver);
    const beside = /<saml:EncryptedAssertion[\s\S]*<\/saml:EncryptedAssertion>/.exec(closed)?.[0] ?? '';
    const changed = signed
      .replace('>anne<', '>mallory<')
      .replace('</samlp:Response>', () => `${beside}</samlp:Response>`);
    expect((await look(changed)).signatures).toEqual(['invalid digest-mismatch']);
  });

  it('a forged part in a signed response: the gate refuses without the key, and with it as changed', async () => {
    const signed = await keys.idp.sign(RESPONSE, '_response');
    const forged = encryptPart(signed.replace('>anne<', '>mallory<'), ASSERTION, 'EncryptedAssertion', receiver);
    const decide = async (xml: string, key: string | null) => {
      const base = connectionOf(keys.idp);
      const connection = { ...base, sp: { ...base.sp, key } };
      const raw = Buffer.from(xml, 'utf8').toString('base64');
      return await decideMessage({ raw, binding: 'post', connection, now: NOW, requestId: '_request' });
    };
    expect((await decide(signed, null)).verdict).toBe('accept');
    const closed = await decide(forged, null);
    expect(closed.verdict).toBe('reject');
    expect(closed.reasons.map(({ code, variant }) => `${code} ${variant}`)).toContain(
      'signature-invalid content-closed',
    );
    const opened = await decide(forged, receiver.privateKeyPem);
    expect(opened.verdict).toBe('reject');
    expect(opened.reasons.map(({ code, variant }) => `${code} ${variant}`)).toContain(
      'signature-invalid digest-mismatch',
    );
  });
});
