import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#shared/base/bytes.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';

const xml = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">é</samlp:LogoutRequest>';

describe('writing a redirect (saml-bindings 3.4.4)', () => {
  it('signs exactly the octets that are sent, RelayState of any characters among them', async () => {
    let signed = '';
    const sign = async (octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
      signed = decodeUtf8(octets);
      return new Uint8Array([251, 239, 255]);
    };
    const relayState = "a b~'()*!+é&=%";
    const query = await writeRedirectQuery({
      parameter: 'SAMLRequest',
      xml,
      relayState,
      signer: { algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', sign },
    });
    expect(query).toBe(`${signed}&Signature=%2B%2B%2F%2F`);
    expect(signed).toMatch(
      /^SAMLRequest=[^&]+&RelayState=[^&]+&SigAlg=http%3A%2F%2Fwww\.w3\.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256$/,
    );
    const [reading] = readUrl(`https://sp/slo?${query}`);
    expect(reading?.wire).toMatchObject({
      xml,
      relayState,
      redirectSignature: { signedText: signed, signature: new Uint8Array([251, 239, 255]) },
    });
    expect(reading?.steps.some(({ deviation }) => deviation)).toBe(false);
  });

  it('leaves out what is not there', async () => {
    expect(await writeRedirectQuery({ parameter: 'SAMLResponse', xml })).toMatch(/^SAMLResponse=[^&]+$/);
    expect(await writeRedirectQuery({ parameter: 'SAMLResponse', xml, relayState: '', signer: null })).toMatch(
      /&RelayState=$/,
    );
  });
});

describe('writing a post (saml-bindings 3.5.4)', () => {
  it('gives a value without a deviation', () => {
    const [reading] = readForm(`SAMLResponse=${encodeURIComponent(writePostValue(xml))}`);
    expect(reading?.wire?.xml).toBe(xml);
    expect(reading?.steps.some(({ deviation }) => deviation)).toBe(false);
  });

  const form = { action: 'https://sp/acs', parameter: 'SAMLResponse', value: 'AA==', nonce: 'abc' } as const;

  it('gives a page whose only script has the nonce, and a button for where no script runs', () => {
    const page = writePostForm(form);
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script nonce="abc">']);
    expect(page).toContain('<button type="submit">Continue</button>');
    expect(page).not.toMatch(/ on\w+=| style=/);
    expect(page).not.toContain('RelayState');
  });

  it('escapes everything that it is given', () => {
    const hostile = '"><script>alert(1)</script>\'&';
    const page = writePostForm({
      ...form,
      relayState: hostile,
      nonce: hostile,
      value: hostile,
      action: `https://sp/?${hostile}`,
    });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('alert(1)</script>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/acs', '', 'JaVaScRiPt:x', 'file:///etc/passwd'])(
    'refuses to post to %j',
    (action) => {
      expect(() => writePostForm({ ...form, action })).toThrow(
        expect.objectContaining({ code: 'form-action-forbidden' }),
      );
    },
  );

  it('posts to http, too: test set-ups have nothing else', () => {
    expect(writePostForm({ ...form, action: 'http://localhost:4040/acs' })).toContain(
      'action="http://localhost:4040/acs"',
    );
  });
});
