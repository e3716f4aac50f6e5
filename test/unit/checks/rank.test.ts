import { describe, expect, test } from 'vitest';
import { rankFindings } from '#shared/checks/rank-findings.ts';
import { AUTHN_REQUEST, LOGOUT_BY_SP, RESPONSE } from './messages.ts';
import { findingsIn, type Situation } from './situation.ts';

describe('the cause comes first', () => {
  test.each<[string, Situation, string]>([
    [
      'a failure before the missing assertion',
      {
        changes: [
          ['status:Success', 'status:Responder'],
          [/<saml:Assertion .*<\/saml:Assertion>/, ''],
        ],
      },
      'status-not-success',
    ],
    [
      'a broken signature before the audience',
      { changes: [['<saml:Audience>https://sp', '<saml:Audience>https://other']], tampering: [['>anne<', '>bob<']] },
      'signature-invalid',
    ],
    [
      'wrapping before what it breaks',
      {
        sign: ['_assertion'],
        tampering: [['<saml:Assertion ', '<saml:Assertion ID="_evil" Version="2.0"/><saml:Assertion ']],
      },
      'signature-wrapping',
    ],
    ['the clock before what is not valid yet', { now: Date.parse('2026-01-01T11:50:00Z') }, 'issue-instant'],
    [
      'no signature before everything that it would have protected',
      { sign: [], changes: [[/Recipient="[^"]*"/, 'Recipient="https://other"']] },
      'signature-missing',
    ],
    [
      'the ACS URL of a request before its expected destination',
      { xml: AUTHN_REQUEST.replace('https://sp.example/acs', 'https://x/acs').replace('/sso', '/nowhere') },
      'acs-url-unregistered',
    ],
    [
      'the name before the session, in a logout',
      {
        xml: LOGOUT_BY_SP.replace('persistent', 'transient').replace('>_session<', '>_x<'),
        sign: [],
        earlier: [RESPONSE],
      },
      'logout-nameid-differs',
    ],
  ])('%s', async (_, situation, code) => {
    expect((await findingsIn(situation))[0]?.code).toBe(code);
  });

  test('what passed comes last, and what is only worth knowing before it', async () => {
    const outcomes = (
      await findingsIn({ changes: [[' SessionIndex="_session"', '']], tampering: [['>anne<', '>bob<']] })
    ).map(({ outcome, severity }) => (outcome === 'fail' ? severity : outcome));
    const order = ['error', 'warning', 'unknown', 'info', 'pass'];
    expect(outcomes).toEqual(outcomes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });

  test('an AuthnRequest’s fault comes before what it led to, whatever the order given', async () => {
    const request = await findingsIn({ xml: AUTHN_REQUEST.replace('/sso', '/nowhere') });
    const response = (await findingsIn({ changes: [['status:Success', 'status:Responder']] })).map((f) => ({
      ...f,
      message: 1,
    }));
    expect(rankFindings([...response, ...request])[0]).toMatchObject({ code: 'destination-mismatch', message: 0 });
  });
});
