import { beforeAll, describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { createTrace } from '#shared/report/trace.ts';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { exchangeOf, makeWorld, recordLogin, SP, START, signedQuery, type World } from '#test/fixtures/recording.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const CIPHER = `<xenc:CipherData><xenc:CipherValue>${Buffer.alloc(256, 7).toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
const DATA = `<xenc:EncryptedData xmlns:xenc="${ENC}" Type="${ENC}Element"><xenc:EncryptionMethod Algorithm="${ENC}aes256-cbc"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${ENC}rsa-oaep-mgf1p"/>${CIPHER}</xenc:EncryptedKey></ds:KeyInfo>${CIPHER}</xenc:EncryptedData>`;
const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const page = (status: number, text: string): Partial<Exchange> => ({
  ...{ status, redirectUrl: null, responseText: `<html><body><p>${text}</p></body></html>` },
  responseHeaders: [{ name: 'Content-Type', value: 'text/html' }],
});

/** A login whose assertion is closed for everybody here, answered like this. */
async function login(parts: Partial<Exchange>): Promise<readonly Exchange[]> {
  return (await recordLogin(world)).map((each) => {
    if (each.id !== 'a-3') return { ...each, responseText: null };
    const form = new URLSearchParams(each.requestBody?.text ?? '');
    const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString('utf8');
    const closed = xml.replace(ASSERTION, () => `<saml:EncryptedAssertion>${DATA}</saml:EncryptedAssertion>`);
    form.set('SAMLResponse', Buffer.from(closed).toString('base64'));
    const requestBody = { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null };
    return { ...each, requestBody, ...parts };
  });
}

/** A logout that the SP asks for; the name in it is closed for everybody here, or is not. */
async function logout(parts: Partial<Exchange>, isClosed = true): Promise<readonly Exchange[]> {
  const plain = writeLogoutRequest({
    ...{ id: '_logout', issueInstant: START, issuer: SP, destination: 'https://idp.example/slo' },
    nameId: { value: 'anne', format: NAMEID_FORMAT.persistent, nameQualifier: null, spNameQualifier: null },
    sessionIndexes: ['session-a'],
  });
  const closed = plain.replace(/<saml:NameID[\s\S]*<\/saml:NameID>/, `<saml:EncryptedID>${DATA}</saml:EncryptedID>`);
  const url = `https://idp.example/slo?${await signedQuery('SAMLRequest', isClosed ? closed : plain, world.sp)}`;
  return [exchangeOf('z', START, { url, ...parts })];
}

async function told(exchanges: readonly Exchange[]) {
  const trace = createTrace({
    knowledge: await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] }),
  });
  for (const exchange of exchanges) await trace.add(exchange);
  const { findings, flows } = trace.report();
  const [first] = findings;
  const { whole = '', fix = '' } = first === undefined ? {} : wordsFor(first);
  const problems = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info');
  return { first, words: `${whole} ${fix}`, flow: flows.at(-1), problems };
}

describe('what is closed for the inspector', () => {
  it('is worth knowing, in a login and a logout alike, where the other side took it', async () => {
    const plain = await told(await logout({ status: 200 }, false));
    const closed = await told(await logout({ status: 200 }));
    expect((await told(await login({}))).problems).toEqual([]);
    expect(closed.problems.map(({ code }) => code)).toEqual(plain.problems.map(({ code }) => code));
  });

  it.each([
    ['login', 'Login failed.', 'assertion', 'sp', () => login(page(400, 'Login failed.'))],
    ['logout', 'Logout failed.', 'NameID', 'idp', () => logout(page(400, 'Logout failed.'))],
  ] as const)('is one candidate of a refused %s that says no more', async (_, said, part, owner, recording) => {
    const { first, words, flow } = await told(await recording());
    expect(first).toMatchObject({ code: 'receiver-refused', variant: 'encryption', owner, confidence: 'possible' });
    expect(words).toMatch(new RegExp(`its ${part} is encrypted.*${said}`));
    expect(flow?.outcome).toBe('refused');
  });

  it('is told by the side that could not open it', async () => {
    const no = page(500, 'Unable to decrypt the NameID of the LogoutRequest');
    const { first, words } = await told(await logout(no));
    expect(first).toMatchObject({ variant: 'encryption', owner: 'idp', confidence: 'likely' });
    expect(words).toMatch(/its NameID is encrypted.*encryption certificate of idp\.example/);
    expect(words).not.toMatch(/assertion/);
    const plain = await told(await logout(page(400, 'Logout failed.'), false));
    expect(plain.words).not.toMatch(/encrypted/);
  });

  it.each([
    ['Xerces', 'The prefix "saml2" for element "saml2:Assertion" is not bound.'],
    ['.NET', "'saml2' is an undeclared prefix. Line 1, position 2."],
    ['libxml2', 'Namespace prefix saml2 on Assertion is not defined'],
  ])('has a prefix that is declared around it, if %s minds one where the message itself has all', async (_, said) => {
    const { first, words } = await told(await login(page(500, `Failed to decrypt EncryptedAssertion: ${said}`)));
    expect(first).toMatchObject({ code: 'receiver-refused', variant: 'phrase', owner: 'idp' });
    expect(words).toMatch(/prefix.*declare the namespaces in the element that it encrypts/);
    expect(words).not.toMatch(/CBC/);
  });

  it('was not refused for CBC, which nearly all encrypt by, where the receiver says that it cannot open it', async () => {
    const { words, flow } = await told(await login(page(500, 'Failed to decrypt the assertion')));
    expect(words).toMatch(/encrypted/);
    expect(words).not.toMatch(/CBC/);
    expect(flow?.candidates).not.toContain('encryption-weak');
    const asked = await told(await login(page(500, 'The encryption algorithm aes256-cbc is not allowed')));
    expect(asked.flow?.candidates).toContain('encryption-weak');
  });
});
