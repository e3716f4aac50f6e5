import { expect, test } from 'vitest';
import { mustBeUnderstood } from '#server/gate/must-be-understood.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { soap11, soap12 } = NAMESPACE;
const NEXT_11 = 'http://schemas.xmlsoap.org/soap/actor/next';
const NEXT_12 = `${soap12}/role/next`;

function ofHeader(attributes: string, namespace: string = soap11): string | null {
  const xml = `<S:Envelope xmlns:S="${namespace}"><S:Header><a:Plain xmlns:a="urn:a"/><b:Block xmlns:b="urn:b" ${attributes}/></S:Header><S:Body/></S:Envelope>`;
  return mustBeUnderstood(parseXml(xml).root);
}

test.each([
  ['S:mustUnderstand="1"', soap11],
  ['S:mustUnderstand="true"', soap12],
  [`S:mustUnderstand="1" S:actor="${NEXT_11}"`, soap11],
  [`S:mustUnderstand="true" S:role="${NEXT_12}"`, soap12],
  [`S:mustUnderstand="1" S:role="${soap12}/role/ultimateReceiver"`, soap12],
])('a header block with %s in %s is for us (SOAP 1.1, 4.2.3; SOAP 1.2, 2.4)', (attributes, namespace) => {
  expect(ofHeader(attributes, namespace)).toBe('b:Block');
});

test.each([
  ['', soap11],
  ['S:mustUnderstand="0"', soap11],
  ['mustUnderstand="1"', soap11],
  ['S:mustUnderstand="1" S:actor="urn:somebody-else"', soap11],
  [`S:mustUnderstand="true" S:role="${soap12}/role/none"`, soap12],
])('one with %s in %s is not', (attributes, namespace) => {
  expect(ofHeader(attributes, namespace)).toBe(null);
});

test('an envelope without a header asks for nothing', () => {
  expect(mustBeUnderstood(parseXml(`<S:Envelope xmlns:S="${soap11}"><S:Body/></S:Envelope>`).root)).toBe(null);
});
