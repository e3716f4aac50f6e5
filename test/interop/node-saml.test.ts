import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { beforeAll, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { CONFIRMATION_METHOD, NAMEID_FORMAT, STATUS_CODE } from '#shared/saml/names.ts';
import type { AssertionDraft, ConfirmationDraft } from '#shared/saml/write/write-assertion.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';
import { type ResponseDraft, writeResponse } from '#shared/saml/write/write-response.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';

const IDP = 'https://idp.example';
const SP = 'https://sp.example';
const ACS = `${SP}/acs`;
const REQUEST = '_request';
/** The wall clock: node-saml judges logout messages by no other. */
const NOW = Date.now();
const MINUTE = 60_000;

let keys: { privateKeyPem: string; certificatePem: string };
let strangers: typeof keys;
let connection: Connection;

beforeAll(async () => {
  keys = await makeSelfSigned({ commonName: 'idp', days: 2, now: NOW });
  strangers = await makeSelfSigned({ commonName: 'stranger', days: 2, now: NOW });
  connection = {
    idp: {
      entityId: IDP,
      singleSignOn: [],
      singleLogout: [],
      certificates: [await readCertificate(keys.certificatePem)],
    },
    sp: { entityId: SP, acs: ACS, slo: `${SP}/slo`, key: null, certificate: null },
    clockSkew: 0,
    maxAge: 3_600_000,
    user: { id: 'NameID', directory: '[CORP]' },
    attributes: [{ from: 'groups', to: 'group', required: false, values: new Map() }],
    accept: { unsolicited: false, assertionUnsigned: true, logoutUnsigned: false, sha1: false, rsa15: false },
  };
});

const ASSERTION: AssertionDraft = {
  id: '_assertion',
  issueInstant: NOW,
  issuer: IDP,
  subject: {
    nameId: { value: 'anne', format: NAMEID_FORMAT.persistent, nameQualifier: IDP, spNameQualifier: SP },
    confirmations: [
      { method: CONFIRMATION_METHOD.bearer, recipient: ACS, inResponseTo: REQUEST, notOnOrAfter: NOW + MINUTE },
    ],
  },
  conditions: { notBefore: NOW - MINUTE, notOnOrAfter: NOW + MINUTE, audiences: [SP] },
  authnStatement: {
    authnInstant: NOW,
    sessionIndex: 's1',
    sessionNotOnOrAfter: null,
    classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  },
  attributes: [{ name: 'groups', nameFormat: null, friendlyName: null, values: ['SalesUS', 'A & B <C>', 'ü 😀'] }],
};

const RESPONSE: ResponseDraft = {
  id: '_response',
  issueInstant: NOW,
  issuer: IDP,
  destination: ACS,
  inResponseTo: REQUEST,
  statusCodes: [STATUS_CODE.success],
  assertions: [ASSERTION],
};

type Signed = 'both' | 'assertion' | 'response' | 'nothing';

async function sign(xml: string, ids: readonly string[], by = keys): Promise<string> {
  const privateKey = await importPrivateKey(by.privateKeyPem);
  let signed = xml;
  for (const id of ids) signed = await signElement(signed, { id, privateKey, certificate: null });
  return signed;
}

const IDS: Readonly<Record<Signed, readonly string[]>> = {
  both: ['_assertion', '_response'],
  assertion: ['_assertion'],
  response: ['_response'],
  nothing: [],
};

/** What the gate says, and what node-saml says as a service provider alone. */
async function judge(xml: string) {
  const raw = writePostValue(xml);
  const { verdict, reasons } = await decideMessage({ raw, binding: 'post', connection, now: NOW, requestId: REQUEST });
  const nodeSaml = await readByNodeSaml(xml).then(
    () => 'accept',
    () => 'reject',
  );
  return { gate: verdict, cause: reasons[0]?.code ?? null, nodeSaml };
}

/** node-saml as a service provider of its own that waits for an answer to REQUEST; rejects what it does not accept. */
async function readByNodeSaml(xml: string) {
  const sp = new SAML({
    issuer: SP,
    audience: SP,
    callbackUrl: ACS,
    idpIssuer: IDP,
    idpCert: keys.certificatePem,
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: {
      saveAsync: async (_, value) => ({ value, createdAt: NOW }),
      getAsync: async (key) => (key === REQUEST ? new Date(NOW).toISOString() : null),
      removeAsync: async () => null,
    },
  });
  return await sp.validatePostResponseAsync({ SAMLResponse: writePostValue(xml) });
}

function withAssertion(change: Partial<AssertionDraft>): ResponseDraft {
  return { ...RESPONSE, assertions: [{ ...ASSERTION, ...change }] };
}

describe('both accept', () => {
  test.each<Signed>(['both', 'assertion', 'response'])('a healthy response with %s signed', async (signed) => {
    expect(await judge(await sign(writeResponse(RESPONSE), IDS[signed]))).toEqual({
      gate: 'accept',
      cause: null,
      nodeSaml: 'accept',
    });
  });

  test('the same values in the same order', async () => {
    const xml = await sign(writeResponse(RESPONSE), IDS.both);
    const { profile } = await readByNodeSaml(xml);
    expect(profile).toMatchObject({ nameID: 'anne', sessionIndex: 's1' });
    expect(profile?.['attributes']).toEqual({ groups: ['SalesUS', 'A & B <C>', 'ü 😀'] });
  });
});

describe('both refuse, our own checks first', () => {
  const cases: readonly (readonly [string, () => Promise<string>])[] = [
    ['unsigned', () => sign(writeResponse(RESPONSE), IDS.nothing)],
    ['signed by a stranger', () => sign(writeResponse(RESPONSE), IDS.both, strangers)],
    [
      'changed after signing',
      async () => (await sign(writeResponse(RESPONSE), IDS.both)).replace('SalesUS', 'SalesEU'),
    ],
    [
      'expired',
      () =>
        sign(
          writeResponse(withAssertion({ conditions: { notBefore: null, notOnOrAfter: NOW - 1, audiences: [SP] } })),
          IDS.both,
        ),
    ],
    [
      'not yet valid',
      () =>
        sign(
          writeResponse(
            withAssertion({ conditions: { notBefore: NOW + MINUTE, notOnOrAfter: null, audiences: [SP] } }),
          ),
          IDS.both,
        ),
    ],
    [
      'for another audience',
      () =>
        sign(
          writeResponse(
            withAssertion({ conditions: { notBefore: null, notOnOrAfter: null, audiences: ['https://other'] } }),
          ),
          IDS.both,
        ),
    ],
    ['answering another request', () => sign(writeResponse({ ...RESPONSE, inResponseTo: '_other' }), IDS.both)],
    [
      'with a status that is not Success',
      () =>
        sign(
          writeResponse({ ...RESPONSE, statusCodes: [STATUS_CODE.responder, STATUS_CODE.authnFailed], assertions: [] }),
          ['_response'],
        ),
    ],
  ];
  test.each(cases)('%s', async (_, make) => {
    const verdict = await judge(await make());
    expect(verdict).toMatchObject({ gate: 'reject', nodeSaml: 'reject' });
    expect(verdict.cause).not.toBe('second-reader');
  });
});

describe('node-saml leaves these to its caller, and our checks refuse them', () => {
  const confirmation = {
    method: CONFIRMATION_METHOD.bearer,
    recipient: ACS,
    inResponseTo: REQUEST,
    notOnOrAfter: NOW + MINUTE,
  };
  const confirmedBy = (change: Partial<ConfirmationDraft>) =>
    withAssertion({
      subject: { nameId: ASSERTION.subject?.nameId ?? null, confirmations: [{ ...confirmation, ...change }] },
    });
  const cases: readonly (readonly [string, ResponseDraft])[] = [
    ['a Recipient elsewhere (saml-profiles 4.1.4.3)', confirmedBy({ recipient: 'https://other/acs' })],
    ['a Destination elsewhere (saml-bindings 3.5.5.2)', { ...RESPONSE, destination: 'https://other/acs' }],
    ['no bearer confirmation (saml-profiles 4.1.4.2)', confirmedBy({ method: CONFIRMATION_METHOD.senderVouches })],
    [
      'a status that is not Success beside an assertion (saml-core 3.2.2.2)',
      { ...RESPONSE, statusCodes: [STATUS_CODE.responder] },
    ],
  ];
  test.each(cases)('%s', async (_, draft) => {
    const verdict = await judge(await sign(writeResponse(draft), IDS.both));
    expect(verdict).toMatchObject({ gate: 'reject', nodeSaml: 'accept' });
    expect(verdict.cause).not.toBe('second-reader');
  });
});

describe('logout messages of ours, read by node-saml', () => {
  const head = { id: '_logout', issueInstant: NOW, issuer: IDP, destination: `${SP}/slo` };
  const nameId = { value: 'anne & <co>', format: NAMEID_FORMAT.persistent, nameQualifier: IDP, spNameQualifier: SP };
  const request = { ...head, nameId, sessionIndexes: ['s1'], notOnOrAfter: NOW + MINUTE };
  const config = (): SamlConfig => ({ issuer: SP, callbackUrl: ACS, idpIssuer: IDP, idpCert: keys.certificatePem });

  async function query(parameter: 'SAMLRequest' | 'SAMLResponse', xml: string, by = keys): Promise<string> {
    const privateKey = await importPrivateKey(by.privateKeyPem);
    const signer = {
      algorithm: URI.rsaSha256,
      sign: (octets: Uint8Array<ArrayBuffer>) => signOctets(octets, privateKey, URI.rsaSha256),
    };
    return writeRedirectQuery({ parameter, xml, relayState: 'token_1', signer });
  }

  const redirected = async (text: string) =>
    new SAML(config()).validateRedirectAsync(Object.fromEntries(new URLSearchParams(text)), text);

  const PROFILE: Partial<Profile> = {
    nameID: 'anne & <co>',
    nameIDFormat: NAMEID_FORMAT.persistent,
    sessionIndex: 's1',
  };

  test('a LogoutRequest by redirect, and not with another key', async () => {
    const xml = writeLogoutRequest(request);
    expect(await redirected(await query('SAMLRequest', xml))).toMatchObject({ profile: PROFILE });
    await expect(redirected(await query('SAMLRequest', xml, strangers))).rejects.toThrow('Invalid query signature');
  });

  test('a LogoutRequest by POST, and not with another key', async () => {
    const posted = async (by: typeof keys) => {
      const xml = await sign(writeLogoutRequest(request), ['_logout'], by);
      return new SAML(config()).validatePostRequestAsync({ SAMLRequest: writePostValue(xml) });
    };
    expect(await posted(keys)).toMatchObject({ profile: PROFILE });
    await expect(posted(strangers)).rejects.toThrow('Invalid signature');
  });

  test('a LogoutResponse by redirect, and not one that failed', async () => {
    const answer = (codes: readonly string[]) =>
      writeLogoutResponse({ ...head, inResponseTo: '_r', statusCodes: codes });
    expect(await redirected(await query('SAMLResponse', answer([STATUS_CODE.success])))).toMatchObject({
      loggedOut: true,
    });
    await expect(redirected(await query('SAMLResponse', answer([STATUS_CODE.requester])))).rejects.toThrow(
      'Bad status code',
    );
  });
});
