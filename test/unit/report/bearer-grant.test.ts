import { expect, test } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { createTrace } from '#shared/report/trace.ts';
import { plainAssertion } from '#test/fixtures/plain-messages.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';
import { makeSigner } from '#test/fixtures/signer.ts';

const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const TOKEN = 'https://auth.harbour.example/oauth2/v1/token';

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A client hands an assertion to a token endpoint, which answers. */
async function handedIn(parameters: (base64: string) => Record<string, string>, { status, body }: Answer) {
  const signer = await makeSigner();
  const xml = await signer.sign(
    plainAssertion('_grant')
      .replace('2026-01-01T00:00:00Z', new Date(START).toISOString())
      .replace('<saml:Assertion', `$& ${SAML}`),
    '_grant',
  );
  const text = new URLSearchParams(parameters(Buffer.from(xml).toString('base64'))).toString();
  const trace = createTrace({ knowledge: await knowledgeFrom({}) });
  await trace.add(
    exchangeOf('grant', START, {
      method: 'POST',
      url: TOKEN,
      status,
      requestBody: { mimeType: 'application/x-www-form-urlencoded', text, params: null },
      responseHeaders: [{ name: 'Content-Type', value: 'application/json' }],
      responseText: JSON.stringify(body),
    }),
  );
  return trace.report();
}

const toUrl = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const grant = (assertion: string) => ({ grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer', assertion });
const client = (assertion: string) => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
  client_assertion: assertion,
});
const NO = { status: 400, body: { error: 'invalid_grant', error_description: 'The assertion has no subject we know' } };
const YES = { status: 200, body: { access_token: 'x1', token_type: 'Bearer', expires_in: 300 } };

test.each([
  ['a grant', grant],
  ['the proof of a client', client],
])('an assertion as %s that is turned away is a refusal, in the words of the endpoint', async (_, parameters) => {
  const report = await handedIn((base64) => parameters(toUrl(base64)), NO);
  expect(report.flows).toMatchObject([{ kind: 'login', outcome: 'refused' }]);
  const [first] = report.findings;
  expect(first).toMatchObject({ code: 'receiver-refused', severity: 'error' });
  expect(first?.facts['said']).toContain('The assertion has no subject we know');
  expect(report.findings.filter(({ code }) => code === 'encoding-deviation')).toEqual([]);
});

test('in plain base64 that is named as the likely reason', async () => {
  const { findings } = await handedIn(grant, NO);
  expect(findings[0]).toMatchObject({
    code: 'receiver-refused',
    because: { code: 'encoding-deviation', variant: 'grant' },
  });
});

test('one that a token is given for has succeeded', async () => {
  const report = await handedIn((base64) => grant(toUrl(base64)), YES);
  expect(report.flows).toMatchObject([{ outcome: 'succeeded', evidence: [{ code: 'token-given' }] }]);
});

test('an assertion in a parameter of another grant is no flow', async () => {
  const report = await handedIn((assertion) => ({ grant_type: 'password', assertion }), NO);
  expect(report.flows).toEqual([]);
});
