import { casesOf } from '../case.ts';
import { ACCEPT_NOTHING, connectionOf, type Keys } from '../kit.ts';
import { LOGOUT_BY_IDP, RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ENCRYPTED =
  '<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/></xenc:EncryptedKey></xenc:EncryptedData></saml:EncryptedAssertion>';
const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const SECOND = (/<saml:Assertion .*<\/saml:Assertion>/.exec(RESPONSE)?.[0] ?? '').replace('_assertion', '_second');
const FAILURE: readonly [string, string] = ['status:Success', 'status:Responder'];

/** A logout request over SOAP, signed for real, and a header with an ID. */
function inEnvelope(id: string): Situation {
  const header = `<s:Header><x:Trace xmlns:x="urn:x" ID="${id}"/></s:Header>`;
  const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${LOGOUT_BY_IDP}</s:Body></s:Envelope>`;
  return { xml: soap, binding: 'soap', tampering: [['<s:Body>', `${header}<s:Body>`]] };
}

function encryptedWith(algorithm: string, connection?: null): Situation {
  return {
    changes: [[ASSERTION, ENCRYPTED]],
    decrypted: ['content-algorithm-unsupported'],
    content: `http://www.w3.org/2001/04/xmlenc#${algorithm}`,
    ...(connection === undefined ? {} : { connection }),
  };
}

const withKey = ({ idp, sp }: Keys) => {
  const connection = connectionOf(idp);
  return { ...connection, sp: { ...connection.sp, key: sp.privateKeyPem } };
};

export const STRUCTURE_CASES = [
  ...casesOf('version-unsupported', [
    ['pass', 'ok', 'it is 2.0', {}],
    ['fail', 'missing', 'there is none', { changes: [[' Version="2.0"', '']] }],
    [
      'fail',
      'other',
      'the assertion’s is 1.1',
      { changes: [[/(?<=_assertion" )Version="2.0"/, 'Version="1.1"']] },
      { received: '1.1', path: '/Response/Assertion/@Version' },
    ],
  ]),
  ...casesOf('id-missing', [
    ['pass', 'ok', 'each has one', {}],
    ['fail', 'missing', 'the assertion has none', { changes: [[' ID="_assertion"', '']] }],
    ['fail', 'missing', 'the logout request’s is empty', { xml: LOGOUT_BY_IDP, changes: [['ID="_logout"', 'ID=""']] }],
    [
      'fail',
      'not-a-name',
      'it begins with a digit',
      { changes: [['ID="_response"', 'ID="1response"']] },
      { severity: 'warning' },
    ],
    [
      'fail',
      'white-space',
      'there is a space around it',
      { changes: [['ID="_response"', 'ID="_response "']], sign: ['_assertion'] },
      { severity: 'error' },
    ],
  ]),
  ...casesOf('duplicate-id', [
    ['pass', 'ok', 'each is there once', {}],
    [
      'fail',
      'duplicate',
      'the response has that of the assertion',
      { changes: [['ID="_response"', 'ID="_assertion"']], sign: [] },
    ],
    ['pass', 'ok', 'the envelope has others', inEnvelope('_header')],
    [
      'fail',
      'duplicate',
      'a header of the envelope has that of the message',
      inEnvelope('_logout'),
      { received: '_logout', path: '/Envelope/Body/LogoutRequest/@ID' },
    ],
    [
      'fail',
      'duplicate',
      'a foreign element has it as Id',
      {
        changes: [['<samlp:Status>', '<samlp:Extensions><x Id="_assertion"/></samlp:Extensions><samlp:Status>']],
        sign: [],
      },
    ],
  ]),
  ...casesOf('response-without-assertion', [
    ['pass', 'ok', 'there is one', {}],
    ['pass', 'ok', 'there is an encrypted one', { changes: [[ASSERTION, ENCRYPTED]] }],
    ['fail', 'none', 'there is none', { changes: [[ASSERTION, '']] }],
    ['pass', 'none-with-failure', 'the status is a failure', { changes: [[ASSERTION, ''], FAILURE] }],
    ['fail', 'with-failure', 'the status is a failure and there is one', { changes: [FAILURE] }],
  ]),
  ...casesOf('several-assertions', [
    [
      'fail',
      'several',
      'there are two',
      { changes: [['</samlp:Response>', `${SECOND}</samlp:Response>`]], sign: ['_response'] },
      { received: '2' },
    ],
  ]),
  ...casesOf('encrypted-assertion-unreadable', [
    [
      'unknown',
      'encrypted',
      'it is encrypted',
      { changes: [[ASSERTION, ENCRYPTED]], connection: withKey },
      { received: 'aes256-gcm, rsa-oaep-mgf1p' },
    ],
    [
      'unknown',
      'encrypted',
      'it is encrypted, and nobody knows for whom',
      { changes: [[ASSERTION, ENCRYPTED]], connection: null },
      { severity: 'info' },
    ],
    [
      'fail',
      'no-own-key',
      'the SP has no key',
      { changes: [[ASSERTION, ENCRYPTED]], receiver: 'sp' },
      { severity: 'error' },
    ],
    ['unknown', 'algorithms-unknown', 'it does not say how', { changes: [[ASSERTION, '<saml:EncryptedAssertion/>']] }],
  ]),
  ...casesOf('encrypted-part-closed', [
    ['pass', 'opened', 'it was opened', { changes: [[ASSERTION, ENCRYPTED]], decrypted: [null] }],
    ['fail', 'wrong-key', 'no key at hand opens it', { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['wrong-key'] }],
    [
      'fail',
      'not-own-key',
      'the key of the SP does not open it',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['wrong-key'], receiver: 'sp' },
      { severity: 'error' },
    ],
    ['fail', 'damaged', 'its content is damaged', { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['damaged'] }],
    ['fail', 'structure', 'it lacks its parts', { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['structure'] }],
    [
      'fail',
      'rsa15-forbidden',
      'RSA 1.5 is not allowed',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['rsa15-forbidden'] },
    ],
    [
      'unknown',
      'content-algorithm-unsupported',
      'its algorithm is not computed here',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['content-algorithm-unsupported'], connection: null },
    ],
    [
      'fail',
      'content-algorithm-unsupported',
      'a gate does not compute it',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['content-algorithm-unsupported'] },
      { severity: 'error' },
    ],
    ['unknown', 'triple-des', 'it is 3DES', encryptedWith('tripledes-cbc', null)],
    ['fail', 'triple-des', 'it is 3DES at a gate', encryptedWith('tripledes-cbc'), { severity: 'error' }],
    ['unknown', 'aes-192', 'it is AES with 192 bits', encryptedWith('aes192-cbc', null)],
    [
      'fail',
      'rsa15-forbidden',
      'it was opened by the user’s key, and the connection does not accept RSA 1.5',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: [null], transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' },
      { severity: 'error' },
    ],
    [
      'pass',
      'opened',
      'it was opened, and the connection accepts RSA 1.5',
      {
        changes: [[ASSERTION, ENCRYPTED]],
        decrypted: [null],
        transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
        connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, rsa15: true } }),
      },
    ],
    [
      'unknown',
      'transport-algorithm-unsupported',
      'its key’s algorithm is not computed here',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['transport-algorithm-unsupported'], connection: null },
    ],
  ]),
];
