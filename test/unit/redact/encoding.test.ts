import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { redactInput } from '#shared/redact/redact-input.ts';
import { readForm, readHtml, readParameterValue, readUrl } from '#shared/wire/read-message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { KEY, redacted } from './kit.ts';

const XML = plainResponse();
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const url64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const latin = `<?xml version="1.0" encoding="ISO-8859-1"?>${XML.replace('group', 'Gruppe-ä')}`;

/** What was done to decode, but for sizes, and for padding, which a message of another length may not need. */
const stepsOf = ([reading]: readonly WireReading[]) =>
  reading?.steps.map(({ code, facts, deviation }) => ({
    ...{ code, deviation, ...facts, from: 0, to: 0 },
    deviations: String(facts['deviations'] ?? '').replace(' padding-missing', ''),
  }));

describe('a message is encoded again as it was', () => {
  it.each([
    ['base64', base64(XML)],
    ['base64url without padding', url64(`${XML} `)],
    ['base64 in lines', base64(XML).replace(/.{76}/g, '$&\r\n')],
    ['raw deflate', base64(deflateRawSync(XML))],
    ['zlib', base64(deflateSync(XML))],
    ['gzip', base64(gzipSync(XML))],
    ['UTF-8 with a byte order mark', base64(`\uFEFF${XML}`)],
    ['UTF-16', base64(utf16(XML))],
    ['ISO-8859-1', base64(Buffer.from(latin, 'latin1'))],
    ['the XML itself', XML],
    ['escaped once too often', encodeURIComponent(base64(XML))],
  ])('%s', (_, value) => {
    const body = new URLSearchParams({ RelayState: 'x', SAMLResponse: value }).toString();
    const out = redacted((r) => r.query(body, 'form'));
    const [before, after] = [readForm(body), readForm(out)];
    expect(after[0]?.error).toBeNull();
    expect(after[0]?.wire?.xml).toContain('>user-1<');
    expect(stepsOf(after)).toEqual(stepsOf(before));
    if (!value.includes('=')) expect(out.slice('RelayState=x&SAMLResponse='.length)).not.toMatch(/=|%3D/);
    expect(Object.keys(Object.fromEntries(new URLSearchParams(out)))).toEqual(['RelayState', 'SAMLResponse']);
  });

  it('on the redirect binding, under any name, and beside its signature', () => {
    const query = `SAMLResponse=${encodeURIComponent(base64(deflateRawSync(XML)))}&RelayState=a%2Fb&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256&Signature=${encodeURIComponent(base64('x'.repeat(256)))}&msg=${encodeURIComponent(base64(XML))}`;
    const out = redacted((r) => r.url(`https://sp.acme.com/slo?${query}`, 'kept'));
    const [signed, custom] = readUrl(out);
    expect(signed?.wire?.redirectSignature?.algorithm).toMatch(/rsa-sha256$/);
    expect(signed?.wire?.redirectSignature?.signature).toHaveLength(256);
    expect(custom?.wire?.xml).toBe(signed?.wire?.xml);
    expect(out).not.toMatch(/acme|a%2Fb/);
  });

  it('in the form of a page, of which nothing else is left', () => {
    const html = `<html><head><title>Hello Anne</title></head><body><p>Anne Foster</p><form method="post" action="https://sp.acme.com/acs"><input name="SAMLResponse" value="${base64(XML)}"><input name=RelayState value="anne"></form><script>var user = "anne"</script></body></html>`;
    const { text, kind } = redactInput(html, KEY);
    expect(kind).toBe('html');
    expect(text).not.toMatch(/anne|acme|title|script/i);
    expect(readHtml(text)[0]?.wire?.xml).toContain('>user-1<');
    expect(text).toContain('action="https://host-');
  });

  it('a value that cannot be decoded is replaced whole, says why, and still cannot', () => {
    for (const value of ['anne!secret', base64('<!DOCTYPE anne><anne/>'), base64('anne-secret-'.repeat(40))]) {
      const out = redacted((r) => r.query(`SAMLResponse=${encodeURIComponent(value)}`, 'form'));
      const shown = JSON.stringify(readForm(out)[0]?.wire?.xml ?? out);
      expect(shown).toMatch(/unreadable-1/);
      expect(shown).not.toMatch(/anne|secret/);
    }
  });
});

describe('single inputs keep their kind', () => {
  const soap = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${XML}</S:Body></S:Envelope>`;
  it.each([
    ['xml', XML],
    ['soap', soap],
    ['parameter', base64(XML)],
    ['parameter', base64(deflateRawSync(XML))],
    ['url', `https://sp.acme.com/acs?SAMLResponse=${encodeURIComponent(base64(deflateRawSync(XML)))}`],
    ['url', `SAMLResponse=${encodeURIComponent(base64(deflateRawSync(XML)))}&RelayState=anne`],
    ['form', `SAMLResponse=${encodeURIComponent(base64(XML))}&RelayState=anne`],
    ['form', JSON.stringify({ SAMLResponse: base64(XML), RelayState: 'anne' })],
  ])('%s', (kind, text) => {
    const out = redactInput(text, KEY);
    expect(out.kind).toBe(kind);
    const [reading] = read(kind, out.text.trim());
    expect(reading?.wire?.xml).toMatch(/<saml:NameID>user-1<\/saml:NameID>/);
    expect(reading?.wire?.xml).not.toContain('anne');
  });

  it('a whole request as a proxy shows it keeps its message alone', () => {
    const request = `POST /acs HTTP/1.1\nHost: sp.acme.com\nCookie: s=secret\n\nSAMLResponse=${encodeURIComponent(base64(XML))}`;
    expect(redactInput(request, KEY).text).not.toMatch(/acme|secret|Cookie/);
  });

  it('bytes in UTF-16 come out as text whose declaration says UTF-8', () => {
    const bytes = utf16(`<?xml version="1.0" encoding="UTF-16"?>${XML}`);
    expect(redactInput(bytes, KEY).text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><samlp:Response/);
  });
});

function read(kind: string, text: string): readonly WireReading[] {
  if (kind === 'url') return readUrl(text);
  return kind === 'form' ? readForm(text) : [readParameterValue(text)];
}
