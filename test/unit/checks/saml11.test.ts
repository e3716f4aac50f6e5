import { beforeAll, describe, expect, test } from 'vitest';
import { response11 } from '#test/fixtures/saml11.ts';
import { ACS, certificateBase64, IDP, NOW, SP, testKeys } from './kit.ts';
import { change, idpMetadata, spMetadata } from './messages.ts';
import { findingsIn, type Situation } from './situation.ts';

beforeAll(testKeys);

const RESPONSE11 = response11({ idp: IDP, audience: SP, recipient: ACS, now: NOW - 5000 });
const BARE11 = (/<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(RESPONSE11)?.[0] ?? '').replace(
  '<saml:Assertion ',
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" ',
);
const SECOND = (/<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(RESPONSE11)?.[0] ?? '')
  .replace('_assertion', '_second')
  .replaceAll('>anne@', '>mallory@');

/** What is wrong with a response of SAML 1.1, as an inspector sees it who has both parties' metadata. */
async function wrong(situation: Situation): Promise<string[]> {
  const findings = await findingsIn({
    xml: RESPONSE11,
    sign: ['_assertion', '_response'],
    connection: null,
    requestIds: null,
    receivedUrl: ACS,
    metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
    ...situation,
  });
  return findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(({ code, variant }) => `${code} ${variant}`);
}

const changed = (from: string | RegExp, to: string): Situation => ({ xml: change(RESPONSE11, from, to) });

describe('a response of SAML 1.1', () => {
  test.each([
    ['signed as the profile says, around', ['_response']],
    ['with its assertion signed', ['_assertion']],
    ['with both', ['_assertion', '_response']],
  ])('that is well has no error and no warning: %s', async (_, sign) => {
    expect(await wrong({ sign })).toEqual([]);
  });

  test.each<readonly [string, Situation, string]>([
    ['not signed', { sign: [] }, 'signature-missing nothing'],
    ['changed after it was signed', { tampering: [['>anne@', '>eve@']] }, 'signature-invalid digest-mismatch'],
    ['signed by somebody else', { signer: ({ stranger }) => stranger }, 'signature-invalid wrong-key'],
    ['from an IdP that is not known', changed(`Issuer="${IDP}"`, 'Issuer="https://other"'), 'issuer-mismatch other'],
    ['without an issuer', changed(`Issuer="${IDP}"`, ''), 'issuer-missing missing'],
    ['for another place', changed(`Recipient="${ACS}"`, 'Recipient="https://other/acs"'), 'recipient-mismatch host'],
    ['for no place', changed(` Recipient="${ACS}"`, ''), 'recipient-missing missing'],
    [
      'for another audience',
      changed(`<saml:Audience>${SP}`, '<saml:Audience>https://other'),
      'audience-mismatch other',
    ],
    ['expired', { now: NOW + 600_000 }, 'conditions-expired expired'],
    ['not valid yet', { now: NOW - 600_000 }, 'conditions-not-before future'],
    ['from the future', { now: NOW - 600_000 }, 'issue-instant future'],
    ['old', { now: NOW + 7_200_000 }, 'issue-instant stale'],
    ['with a failure', changed('"samlp:Success"', '"samlp:Responder"'), 'status-not-success Responder'],
    [
      'with a failure of the second level',
      changed(
        '<samlp:StatusCode Value="samlp:Success"/>',
        '<samlp:StatusCode Value="samlp:Requester"><samlp:StatusCode Value="samlp:RequestDenied"/></samlp:StatusCode>',
      ),
      'status-not-success RequestDenied',
    ],
    [
      'with a Success of another namespace',
      changed('Value="samlp:Success"', 'xmlns:x="urn:x" Value="x:Success"'),
      'status-not-success other',
    ],
    [
      'with no assertion',
      { ...changed(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, ''), sign: ['_response'] },
      'response-without-assertion none',
    ],
    ['without an ID', { ...changed('AssertionID="_assertion" ', ''), sign: ['_response'] }, 'id-missing missing'],
    [
      'of a version that nobody knows',
      changed(
        'ResponseID="_response" MajorVersion="1" MinorVersion="1"',
        'ResponseID="_response" MajorVersion="1" MinorVersion="7"',
      ),
      'version-unsupported other',
    ],
    [
      'with a subject that is confirmed otherwise',
      { xml: RESPONSE11.replaceAll('1.0:cm:bearer', '1.0:cm:holder-of-key') },
      'subject-confirmation-missing not-bearer',
    ],
    [
      'that nobody was authenticated for',
      changed(/<saml:AuthenticationStatement[\s\S]*<\/saml:AuthenticationStatement>/, ''),
      'authn-statement-missing missing',
    ],
    [
      'with a second assertion that is not signed',
      { ...changed('</samlp:Response>', `${SECOND}</samlp:Response>`), sign: ['_assertion'] },
      'signature-wrapping one-unsigned',
    ],
    [
      'with one ID twice',
      {
        ...changed('</samlp:Response>', `${SECOND.replace('_second', '_assertion')}</samlp:Response>`),
        sign: ['_response'],
      },
      'duplicate-id duplicate',
    ],
    ['that came before', { earlier: [RESPONSE11] }, 'assertion-replayed response'],
    [
      'with an assertion that came before',
      { earlier: [RESPONSE11.replace('_response', '_first')] },
      'assertion-replayed assertion',
    ],
    ['with a comment in the name', changed('>anne@', '>ann<!-- -->e@'), 'comment-in-value comment'],
  ])('%s: %s', async (_, situation, expected) => {
    expect(await wrong(situation)).toContain(expected);
  });

  test('of version 1.0 is well, too', async () => {
    expect(await wrong({ xml: RESPONSE11.replaceAll('MinorVersion="1"', 'MinorVersion="0"') })).toEqual([]);
  });
});

describe('a token of SAML 1.1', () => {
  const token: Situation = { xml: BARE11, sign: ['_assertion'] };

  test('that is well has no error and no warning', async () => {
    expect(await wrong(token)).toEqual([]);
  });

  test.each<readonly [string, Situation, string]>([
    ['not signed', { sign: [] }, 'signature-missing token'],
    ['expired', { now: NOW + 600_000 }, 'conditions-expired expired'],
    [
      'of another issuer',
      { xml: BARE11.replace(`Issuer="${IDP}"`, 'Issuer="https://other"') },
      'signature-untrusted other-entity',
    ],
    [
      'for another audience',
      { xml: BARE11.replace(`Audience>${SP}`, 'Audience>https://other') },
      'audience-mismatch other',
    ],
    ['changed', { tampering: [['>anne@', '>eve@']] }, 'signature-invalid digest-mismatch'],
  ])('%s: %s', async (_, situation, expected) => {
    expect(await wrong({ ...token, ...situation })).toContain(expected);
  });
});

test('a Success spelt as SAML 1.1 spells it is none in SAML 2.0', async () => {
  const findings = await findingsIn({ changes: [['urn:oasis:names:tc:SAML:2.0:status:Success', 'samlp:Success']] });
  expect(findings.find(({ code }) => code === 'status-not-success')).toMatchObject({ outcome: 'fail' });
});
