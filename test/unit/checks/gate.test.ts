import { describe, expect, test } from 'vitest';
import { refusingFindings } from '#shared/gate/refusing-findings.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { ACCEPT_NOTHING, connectionOf, type Keys, NOW } from './kit.ts';
import { AUTHN_REQUEST, LOGOUT_BY_IDP, LOGOUT_BY_SP, LOGOUT_RESPONSE, RESPONSE } from './messages.ts';
import { decideIn, type Situation } from './situation.ts';

async function decide(situation: Situation) {
  const answer = await decideIn(situation);
  const { verdict } = answer;
  if (answer.verdict === 'accept') return { verdict, reasons: [], assertion: answer.accepted?.assertion ?? null };
  const reasons = answer.reasons.map(({ code, variant }) => `${code} ${variant}`);
  return { verdict, reasons: [...new Set(reasons)], assertion: null };
}

function accepting(changes: Partial<Connection['accept']>) {
  return ({ idp }: Keys): Connection => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, ...changes } });
}

const UNSOLICITED: NonNullable<Situation['changes']> = [
  [' InResponseTo="_request"', ''],
  [' InResponseTo="_request"', ''],
];
const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const SECOND = (ASSERTION.exec(RESPONSE)?.[0] ?? '').replace('_assertion', '_second').replace('>anne<', '>mallory<');

describe('the gate accepts', () => {
  test.each<[string, Situation]>([
    ['a response signed as a whole and inside', {}],
    ['only the assertion signed', { sign: ['_assertion'] }],
    ['only the response signed', { sign: ['_response'] }],
    ['no KeyInfo', { embed: false }],
    ['an assertion that is pretty-printed before it is signed', { xml: RESPONSE.replaceAll('><', '>\n  <') }],
    ['lines that end with CR LF', { xml: RESPONSE.replaceAll('><', '>\r\n<') }],
    ['comments outside of values', { changes: [['<saml:Subject>', '<!-- made by x --><saml:Subject>']] }],
    ['a clock 3 minutes off', { now: NOW - 180_000 }],
    [
      'no Destination where only the assertion is signed',
      { changes: [[/ Destination="[^"]*"/, '']], sign: ['_assertion'] },
    ],
    [
      'no Issuer of the response where only the assertion is signed',
      { changes: [[/<saml:Issuer>[^<]*<\/saml:Issuer>/, '']], sign: ['_assertion'] },
    ],
    [
      'a login that nobody asked for, where the connection allows it',
      { changes: UNSOLICITED, connection: accepting({ unsolicited: true }) },
    ],
    [
      'several assertions about one user, all signed',
      {
        changes: [['</samlp:Response>', `${SECOND.replace('>mallory<', '>anne<')}</samlp:Response>`]],
        sign: ['_response'],
      },
    ],
    [
      'a certificate that has expired: metadata vouches for the key (saml-metadata-iop 2.6.1)',
      { signer: ({ expired }) => expired, connection: ({ expired }) => connectionOf(expired) },
    ],
    [
      'an ID that is no XML name, as some products make',
      { changes: [['ID="_response"', 'ID="1-response"']], sign: ['_assertion'] },
    ],
    [
      'a NotBefore of the confirmation that has passed',
      {
        changes: [
          ['<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData NotBefore="2026-01-01T11:50:00Z" '],
        ],
      },
    ],
    [
      'somebody else’s assertion, signed with their key, in an Advice',
      { changes: [['</saml:Conditions>', `</saml:Conditions><saml:Advice>${SECOND}</saml:Advice>`]] },
    ],
    ['a logout request', { xml: LOGOUT_BY_IDP }],
    [
      'a logout request without a signature, where the connection allows it',
      { xml: LOGOUT_BY_IDP, sign: [], connection: accepting({ logoutUnsigned: true }) },
    ],
    ['a logout response', { xml: LOGOUT_RESPONSE }],
    [
      'a logout response that says that the logout failed: bad news, not a bad message',
      { xml: LOGOUT_RESPONSE, changes: [['status:Success', 'status:Requester']] },
    ],
    ['an answer to a request, where nobody knows which are waiting', { requestIds: null }],
    ['what is sound, where nobody knows the time', { now: null }],
  ])('%s', async (_, situation) => {
    const { verdict, reasons } = await decide(situation);
    expect(reasons).toEqual([]);
    expect(verdict).toBe('accept');
  });

  test('SHA-1, where the connection allows it', async () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    const signed = { algorithm: sha1 } satisfies Situation;
    expect(await decide({ ...signed, connection: accepting({ sha1: true }) })).toMatchObject({ verdict: 'accept' });
    expect(await decide(signed)).toMatchObject({ verdict: 'reject', reasons: ['signature-weak weak'] });
  });
});

describe('the gate refuses', () => {
  test.each<[string, Situation, string]>([
    ['nothing signed', { sign: [] }, 'signature-missing nothing'],
    ['a name that was changed', { tampering: [['>anne<', '>mallory<']] }, 'signature-invalid digest-mismatch'],
    [
      'somebody else’s signature, with their certificate inside',
      { signer: ({ stranger }) => stranger },
      'signature-invalid wrong-key',
    ],
    [
      'an unsigned assertion beside the signed one',
      { sign: ['_assertion'], tampering: [['</samlp:Response>', `${SECOND}</samlp:Response>`]] },
      'signature-wrapping one-unsigned',
    ],
    [
      'an unsigned assertion before the signed one',
      { sign: ['_assertion'], tampering: [['<saml:Assertion ', `${SECOND}<saml:Assertion `]] },
      'signature-wrapping one-unsigned',
    ],
    ['a login that nobody asked for', { changes: UNSOLICITED }, 'unsolicited not-accepted'],
    ['an answer to another request', { requestIds: ['_mine'] }, 'in-response-to-unknown not-expected'],
    [
      'an assertion that answers another request',
      { changes: [['_request" NotOnOrAfter', '_stolen" NotOnOrAfter']] },
      'in-response-to-differs differs',
    ],
    [
      'an assertion bound to a request by the unsigned response only',
      { changes: [[/ InResponseTo="_request"(?= NotOnOrAfter)/, '']], sign: ['_assertion'] },
      'in-response-to-differs not-in-confirmation',
    ],
    [
      'another audience',
      { changes: [['<saml:Audience>https://sp', '<saml:Audience>https://other']] },
      'audience-mismatch other',
    ],
    [
      'no audience',
      { changes: [[/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '']] },
      'audience-mismatch missing',
    ],
    [
      'another Destination',
      { changes: [[/Destination="[^"]*"/, 'Destination="https://other/acs"']] },
      'destination-mismatch host',
    ],
    [
      'a signed response without Destination',
      { changes: [[/ Destination="[^"]*"/, '']] },
      'destination-missing missing',
    ],
    [
      'another Recipient',
      { changes: [[/Recipient="[^"]*"/, 'Recipient="https://other/acs"']] },
      'recipient-mismatch host',
    ],
    ['no Recipient', { changes: [[/ Recipient="[^"]*"/, '']] }, 'recipient-missing missing'],
    [
      'another issuer',
      { xml: RESPONSE.replaceAll('<saml:Issuer>https://idp', '<saml:Issuer>https://other') },
      'issuer-mismatch other',
    ],
    [
      'another method of confirmation',
      { changes: [['cm:bearer', 'cm:sender-vouches']] },
      'subject-confirmation-missing not-bearer',
    ],
    [
      'no data of the confirmation',
      { changes: [[/<saml:SubjectConfirmationData [^>]*>/, '']] },
      'subject-confirmation-missing no-data',
    ],
    [
      'a failure with an assertion',
      { changes: [['status:Success', 'status:Responder']] },
      'status-not-success Responder',
    ],
    ['SAML 1.1 by its version', { changes: [['Version="2.0"', 'Version="1.1"']] }, 'version-unsupported other'],
    [
      'an assertion that is not valid yet',
      { changes: [[/NotBefore="[^"]*"/, 'NotBefore="2026-01-01T12:04:00Z"']] },
      'conditions-not-before future',
    ],
    ['an assertion that has expired', { now: Date.parse('2026-01-01T12:09:00Z') }, 'conditions-expired expired'],
    [
      'an ended session',
      { changes: [['2026-01-01T20:00:00Z', '2026-01-01T11:00:00Z']] },
      'session-not-on-or-after expired',
    ],
    [
      'an old response whose assertion says it holds',
      {
        changes: [
          [/NotOnOrAfter="2026-01-01T12:05/, 'NotOnOrAfter="2027-01-01T12:05'],
          [/NotOnOrAfter="2026-01-01T12:05/, 'NotOnOrAfter="2027-01-01T12:05'],
        ],
        now: Date.parse('2026-01-01T14:00:00Z'),
      },
      'issue-instant stale',
    ],
    ['a comment in the NameID', { tampering: [['>anne<', '>an<!---->ne<']] }, 'comment-in-value comment'],
    [
      'no statement of an authentication',
      { changes: [[/<saml:AuthnStatement .*<\/saml:AuthnStatement>/, '']] },
      'authn-statement-missing missing',
    ],
    [
      'an encrypted assertion that cannot be opened',
      { changes: [[ASSERTION, '<saml:EncryptedAssertion/>']] },
      'encrypted-assertion-unreadable algorithms-unknown',
    ],
    ['a request of the SP itself', { xml: AUTHN_REQUEST, sign: [] }, 'gate-refusal kind'],
    ['a logout request without a signature', { xml: LOGOUT_BY_IDP, sign: [] }, 'logout-unsigned request'],
    [
      'a logout request whose user is another’s',
      { xml: LOGOUT_BY_IDP, tampering: [['>anne<', '>bob<']] },
      'signature-invalid digest-mismatch',
    ],
    [
      'a logout request that has expired',
      { xml: LOGOUT_BY_IDP, now: Date.parse('2026-01-01T12:09:00Z') },
      'logout-request-expired expired',
    ],
    [
      'an old logout request',
      { xml: LOGOUT_BY_IDP, changes: [[/ NotOnOrAfter="[^"]*"/, '']], now: Date.parse('2026-01-01T12:20:00Z') },
      'issue-instant stale',
    ],
    [
      'a logout request that the SP signed itself',
      {
        xml: LOGOUT_BY_SP,
        changes: [['https://idp.example/slo', 'https://sp.example/slo']],
        signer: ({ sp }) => sp,
        connection: ({ idp, sp }) => ({
          ...connectionOf(idp),
          sp: { ...connectionOf(idp).sp, certificate: sp.certificatePem },
        }),
      },
      'issuer-mismatch other',
    ],
    ['a logout response to nothing', { xml: LOGOUT_RESPONSE, requestIds: [] }, 'in-response-to-unknown not-expected'],
    ['a logout response without a signature', { xml: LOGOUT_RESPONSE, sign: [] }, 'logout-unsigned response'],
  ])('%s', async (_, situation, reason) => {
    const { verdict, reasons, assertion } = await decide(situation);
    expect(reasons).toContain(reason);
    expect(verdict).toBe('reject');
    expect(assertion).toBeNull();
  });

  test('the key of the SP for a message of the IdP, though the connection knows it', async () => {
    const connection = ({ idp, sp }: Keys): Connection => {
      const base = connectionOf(idp);
      return { ...base, sp: { ...base.sp, certificate: sp.certificatePem } };
    };
    const { reasons } = await decide({ signer: ({ sp }) => sp, connection });
    expect(reasons).toContain('signature-invalid wrong-key');
  });
});

test('what is no reason here hides nothing: that a check had nothing to look at still refuses', () => {
  const finding = makeFinding({
    code: 'in-response-to-unknown',
    severity: 'error',
    outcome: 'unknown',
    lacks: 'request',
    message: 0,
    kind: 'Response',
    path: '/Response',
    clause: 'saml-core 3.2.2',
    variant: 'request-not-seen',
    owner: 'sp',
  });
  const reasons = refusingFindings([finding], 'Response', ({ code }) => code === finding.code);
  expect(reasons.map(({ code, variant }) => `${code} ${variant}`)).toContain('gate-refusal unchecked');
  expect(reasons.map(({ facts }) => facts['check'])).toContain('conditions-expired');
  expect(reasons.map(({ facts }) => facts['check'])).not.toContain(finding.code);
});

describe('what a session is made of', () => {
  test('is the assertion whose signature is valid', async () => {
    const { assertion } = await decide({ sign: ['_assertion'] });
    expect(assertion?.id).toBe('_assertion');
  });

  test('is the one that says that the user was authenticated, of several', async () => {
    const only = SECOND.replace('>mallory<', '>anne<').replace(/<saml:AuthnStatement .*<\/saml:AuthnStatement>/, '');
    const { assertion } = await decide({
      changes: [['<saml:Assertion ', `${only}<saml:Assertion `]],
      sign: ['_response'],
    });
    expect(assertion?.id).toBe('_assertion');
  });
});
