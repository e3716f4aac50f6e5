import { describe, expect, test } from 'vitest';
import { RESPONSE } from '#test/unit/checks/messages.ts';
import { findingsIn, type Situation } from '#test/unit/checks/situation.ts';

const ROWS: readonly (readonly [attack: string, tampering: NonNullable<Situation['tampering']>, code: string])[] = [
  [
    'two SignedInfo (CVE-2025-29774)',
    [['<ds:SignedInfo>', '<ds:SignedInfo/><ds:SignedInfo>']],
    'signature-several-signed-info',
  ],
  [
    'a comment in DigestValue (CVE-2025-29775)',
    [['<ds:DigestValue>', '<ds:DigestValue><!--x-->']],
    'signature-value-comment',
  ],
  ['a comment in SignatureValue', [['<ds:SignatureValue>', '<ds:SignatureValue><!--x-->']], 'signature-value-comment'],
  [
    'an XSLT transform',
    [['<ds:Transforms>', '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>']],
    'signature-transforms',
  ],
  [
    'an XPath transform',
    [['<ds:Transforms>', '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"/>']],
    'signature-transforms',
  ],
  [
    'a third transform',
    [['</ds:Transforms>', '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>']],
    'signature-transforms',
  ],
  [
    'a relative namespace, which empties a canonical form',
    [['<saml:Subject>', '<saml:Subject xmlns:x="1">']],
    'canonical-form-empty',
  ],
  ['a keyed hash with the public key for its secret', [['#rsa-sha256', '#hmac-sha256']], 'signature-hmac'],
  [
    'an Object that hides a message',
    [['</ds:Signature>', `<ds:Object>${RESPONSE.replaceAll('="_', '="_x')}</ds:Object></ds:Signature>`]],
    'signature-object',
  ],
  ['a comment in the NameID', [['>anne<', '>an<!---->ne<']], 'comment-in-value'],
  ['a comment in the audience', [['<saml:Audience>https', '<saml:Audience><!---->https']], 'comment-in-value'],
  ['a comment in an attribute value', [['>Sales<', '>Sa<!---->les<']], 'comment-in-value'],
];

describe('an attack on the form of a signature is named first, and refused', () => {
  test.each(ROWS)('%s', async (_, tampering, code) => {
    const findings = await findingsIn({ sign: ['_assertion'], tampering, receiver: 'sp' });
    expect(findings[0]).toMatchObject({ code, outcome: 'fail' });
  });

  test('the signature that each of them starts from is sound', async () => {
    const findings = await findingsIn({ sign: ['_assertion'], receiver: 'sp' });
    expect(findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'signature-untrusted', outcome: 'pass' }));
  });
});
