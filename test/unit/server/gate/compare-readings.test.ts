import { describe, expect, test } from 'vitest';
import { compareReadings } from '#server/gate/compare-readings.ts';
import { type Consumed, readValuesOf } from '#server/gate/read-values.ts';
import { readWithXmldom } from '#server/gate/read-with-xmldom.ts';
import { readAssertion } from '#shared/saml/read-assertion.ts';
import { readLogoutRequest } from '#shared/saml/read-logout-request.ts';
import { readLogoutResponse } from '#shared/saml/read-logout-response.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { LOGOUT_BY_IDP, LOGOUT_RESPONSE, RESPONSE } from '#test/unit/checks/messages.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const ASSERTION = (/<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(RESPONSE)?.[0] ?? '').replace(
  '<saml:Assertion',
  `<saml:Assertion xmlns:saml="${SAML}"`,
);

function ours(text: string): Consumed {
  const { root } = parseXml(text);
  if (root.localName === 'LogoutRequest') return readLogoutRequest(root);
  return root.localName === 'LogoutResponse' ? readLogoutResponse(root) : readAssertion(root);
}

/** How the two readers differ about one text, or about two. */
const compare = (text: string, other = text) => compareReadings(readValuesOf(ours(text)), readWithXmldom(other));

/** The assertion with this content in its one attribute. */
function withAttributes(content: string): string {
  return ASSERTION.replace(/<saml:Attribute [\s\S]*<\/saml:Attribute>/, () => content);
}

const attribute = (values: string, name = 'Name="g"') => `<saml:Attribute ${name}>${values}</saml:Attribute>`;
const value = (content: string, more = '') => `<saml:AttributeValue${more}>${content}</saml:AttributeValue>`;

describe('two readers agree', () => {
  test.each([
    ['on a login', ASSERTION],
    ['on a logout request', LOGOUT_BY_IDP],
    ['on a logout response', LOGOUT_RESPONSE],
    [
      'on a failure with a second status code',
      LOGOUT_RESPONSE.replace(
        'status:Success"/>',
        'status:Responder"><samlp:StatusCode Value="urn:x"/></samlp:StatusCode>',
      ),
    ],
    [
      'on several sessions',
      LOGOUT_BY_IDP.replace(
        '</samlp:LogoutRequest>',
        '<samlp:SessionIndex> b </samlp:SessionIndex></samlp:LogoutRequest>',
      ),
    ],
    ['on repeated names', withAttributes(attribute(value('a')) + attribute(value('b')))],
    ['on blank values', withAttributes(attribute(value('a') + value(' ') + value('')))],
    ['on an attribute without value', withAttributes(attribute(''))],
    [
      'on a value that says it is none',
      withAttributes(attribute(value('', ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'))),
    ],
    [
      'on line ends, entities and CDATA',
      withAttributes(attribute(value('\r\na&#13;&lt;&#x1F600;<![CDATA[<b>&amp;]]>\r'))),
    ],
    ['on line ends of XML 1.1, which are none', withAttributes(attribute(value('a\u2028b\u0085c')))],
    ['on comments inside values', withAttributes(attribute(value('a<!-- x -->b')))],
    ['on XML inside a value', withAttributes(attribute(value(`\n <saml:NameID Format="f">inner</saml:NameID>\n`)))],
    ['on white space in attributes', withAttributes(attribute(value('x'), 'Name="a\tb\nc&#10;d"'))],
    [
      'on names that are properties of every object',
      withAttributes(attribute(value('x'), 'Name="__proto__"') + attribute(value('y'), 'Name="constructor"')),
    ],
    [
      'on several audiences',
      ASSERTION.replace(
        '</saml:AudienceRestriction>',
        '<saml:Audience>\n b </saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>c</saml:Audience></saml:AudienceRestriction>',
      ),
    ],
    ['on conditions without times', ASSERTION.replace(/<saml:Conditions [^>]*>/, '<saml:Conditions>')],
    ['on an assertion without prefix', ASSERTION.replaceAll('saml:', '').replace('xmlns:saml', 'xmlns')],
  ])('%s', (_, text) => {
    expect(compare(text)).toBeNull();
  });
});

describe('two readers differ', () => {
  test.each<[string, string | RegExp, string, string]>([
    ['on the NameID (comment truncation, CVE-2017-11427)', '>anne<', '>anne.evil<', 'NameID: anne.evil'],
    ['on its qualifier', /SPNameQualifier="[^"]*"/, 'SPNameQualifier="other"', 'SPNameQualifier of NameID: other'],
    ['on a value', '>Sales<', '>Admin<', 'value of group: Admin'],
    [
      'on the number of values',
      '</saml:Attribute>',
      '<saml:AttributeValue>x</saml:AttributeValue></saml:Attribute>',
      'value of group: x',
    ],
    [
      'on an attribute more',
      '</saml:AttributeStatement>',
      '<saml:Attribute Name="h"/></saml:AttributeStatement>',
      'Attribute: h',
    ],
    ['on one less', /<saml:Attribute [\s\S]*<\/saml:Attribute>/, '', 'nothing more'],
    [
      'on the end of the conditions',
      'NotOnOrAfter="2026-01-01T12:05:00Z"><saml:Aud',
      'NotOnOrAfter="2027-01-01T12:05:00Z"><saml:Aud',
      'NotOnOrAfter of Conditions: 2027-01-01T12:05:00Z',
    ],
    ['on the audience', /<saml:Audience>[^<]*/, '<saml:Audience>https://other', 'Audience: https://other'],
    ['on the session', 'SessionIndex="_session"', 'SessionIndex="_other"', 'SessionIndex: _other'],
    [
      'on a second subject, which ours does not look at',
      '</saml:Subject>',
      '</saml:Subject><saml:Subject><saml:NameID>eve</saml:NameID></saml:Subject>',
      'NameID: eve',
    ],
    [
      'on an element of another namespace',
      '<saml:NameID',
      '<saml:NameID xmlns:saml="urn:other"',
      'Method of SubjectConfirmation: urn:oasis:names:tc:SAML:2.0:cm:bearer',
    ],
  ])('%s', (_, from, to, theirs) => {
    const changed = ASSERTION.replace(from, () => to);
    expect(changed).not.toBe(ASSERTION);
    expect(compare(ASSERTION, changed)?.theirs).toBe(theirs);
  });

  test('where the other finds no message at all', () => {
    expect(compare(ASSERTION, ASSERTION.replaceAll('SAML:2.0:assertion', 'SAML:2.0:other'))).toEqual({
      ours: 'ID: _assertion',
      theirs: 'nothing more',
    });
  });

  test('on a session of a logout', () => {
    const second = LOGOUT_BY_IDP.replace('>_session<', '>_session</samlp:SessionIndex><samlp:SessionIndex>_2<');
    expect(compare(LOGOUT_BY_IDP, second)).toEqual({ ours: 'nothing more', theirs: 'SessionIndex: _2' });
  });
});
