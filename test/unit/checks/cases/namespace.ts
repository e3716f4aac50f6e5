import { casesOf } from '../case.ts';
import { idpMetadata, LOGOUT_BY_IDP, RESPONSE } from '../messages.ts';

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';

export const NAMESPACE_CASES = casesOf('namespace-wrong', [
  ['pass', 'ok', 'each element is where it belongs', { xml: RESPONSE }],
  ['pass', 'ok', 'it is metadata', { xml: idpMetadata('MIIB') }],
  [
    'pass',
    'ok',
    'an element of another vocabulary has the same local name',
    { xml: '<ecp:Response xmlns:ecp="urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp"/>', sign: [] },
  ],
  ['pass', 'ok', 'an attribute has an element of its own', { changes: [['>Sales<', '><NameID xmlns="">x</NameID><']] }],
  [
    'fail',
    'none',
    'the Response is in none',
    { xml: '<Response ID="_response"><Issuer>x</Issuer></Response>', sign: [] },
    { path: '/Response', expected: PROTOCOL },
  ],
  [
    'fail',
    'none',
    'the NameID of a logout is in none',
    {
      xml: LOGOUT_BY_IDP,
      changes: [
        ['<saml:NameID', '<NameID'],
        ['</saml:NameID', '</NameID'],
      ],
    },
    { path: '/LogoutRequest/NameID' },
  ],
  [
    'fail',
    'other',
    'that of metadata is misspelt',
    { xml: idpMetadata('MIIB').replaceAll(METADATA, 'urn:oasis:names:tc:SAML:2.0:meta') },
    { path: '/EntityDescriptor', expected: METADATA, owner: 'publisher' },
  ],
  [
    'fail',
    'other',
    'metadata has that of a version that has none',
    { xml: idpMetadata('MIIB').replaceAll(METADATA, 'urn:oasis:names:tc:SAML:1.1:metadata') },
    { expected: METADATA },
  ],
  [
    'fail',
    'none',
    'metadata is in none',
    { xml: idpMetadata('MIIB').replaceAll('md:', '') },
    { path: '/EntityDescriptor', owner: 'publisher' },
  ],
  [
    'fail',
    'other',
    'that of the Response is misspelt',
    { xml: RESPONSE.replaceAll(PROTOCOL, 'urn:oasis:names:tc:SAML:2.0:protocols'), sign: [] },
    { path: '/Response', expected: PROTOCOL },
  ],
  [
    'pass',
    'ok',
    'another standard has metadata of that name',
    { xml: '<EntityDescriptor xmlns="urn:liberty:metadata:2003-08" providerID="https://idp"/>' },
  ],
  [
    'fail',
    'other',
    'a KeyInfo has that of the metadata around it',
    {
      xml: idpMetadata('MIIB'),
      changes: [
        ['<ds:KeyInfo>', '<md:KeyInfo>'],
        ['</ds:KeyInfo>', '</md:KeyInfo>'],
      ],
    },
    { expected: 'http://www.w3.org/2000/09/xmldsig#', received: METADATA },
  ],
  [
    'fail',
    'other',
    'the assertion has that of the protocol',
    {
      changes: [
        ['<saml:Assertion', '<samlp:Assertion'],
        ['</saml:Assertion', '</samlp:Assertion'],
      ],
      sign: [],
    },
    { expected: 'urn:oasis:names:tc:SAML:2.0:assertion', received: PROTOCOL },
  ],
]);

/** As the page of a browser gives it back: names in lower case, declarations as they were. */
function inLowerCase(xml: string): string {
  return xml.replaceAll(/<(\/?\w+):(\w+)/g, (_, prefix: string, name: string) => `<${prefix}:${name.toLowerCase()}`);
}

const LOWER = inLowerCase(RESPONSE);

export const LOWER_CASE_CASES = casesOf('name-lower-case', [
  [
    'fail',
    'lower',
    'an HTML parser wrote it',
    { xml: LOWER, sign: [] },
    { path: '/response', expected: 'Response', received: 'response' },
  ],
  [
    'fail',
    'metadata',
    'metadata was copied from a browser’s page',
    { xml: inLowerCase(idpMetadata('')), sign: [], connection: null },
    { path: '/entitydescriptor', expected: 'EntityDescriptor', received: 'entitydescriptor' },
  ],
  [
    'fail',
    'metadata',
    'its declarations are lost, too',
    { xml: '<entitydescriptor entityid="https://idp.example"></entitydescriptor>', sign: [], connection: null },
    { owner: 'user' },
  ],
]);
