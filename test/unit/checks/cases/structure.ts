import { casesOf } from '../case.ts';
import { LOGOUT_BY_IDP, RESPONSE } from '../messages.ts';

const ENCRYPTED =
  '<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/></xenc:EncryptedKey></xenc:EncryptedData></saml:EncryptedAssertion>';
const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const SECOND = (/<saml:Assertion .*<\/saml:Assertion>/.exec(RESPONSE)?.[0] ?? '').replace('_assertion', '_second');
const FAILURE: readonly [string, string] = ['status:Success', 'status:Responder'];

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
    ['fail', 'not-a-name', 'it begins with a digit', { changes: [['ID="_response"', 'ID="1response"']] }],
  ]),
  ...casesOf('duplicate-id', [
    ['pass', 'ok', 'each is there once', {}],
    [
      'fail',
      'duplicate',
      'the response has that of the assertion',
      { changes: [['ID="_response"', 'ID="_assertion"']], sign: [] },
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
      { changes: [[ASSERTION, ENCRYPTED]] },
      { received: 'aes256-gcm, rsa-oaep-mgf1p' },
    ],
    ['unknown', 'algorithms-unknown', 'it does not say how', { changes: [[ASSERTION, '<saml:EncryptedAssertion/>']] }],
  ]),
  ...casesOf('encrypted-part-closed', [
    ['pass', 'opened', 'it was opened', { changes: [[ASSERTION, ENCRYPTED]], decrypted: [null] }],
    ['fail', 'wrong-key', 'no key at hand opens it', { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['wrong-key'] }],
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
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['content-algorithm-unsupported'] },
    ],
    [
      'unknown',
      'transport-algorithm-unsupported',
      'its key’s algorithm is not computed here',
      { changes: [[ASSERTION, ENCRYPTED]], decrypted: ['transport-algorithm-unsupported'] },
    ],
  ]),
];
