import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { detect } from '#shared/formats/detect.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { authnRequestXml } from '#test/fixtures/recording.ts';

const XML = authnRequestXml('_1');
const POSTED = writePostValue(XML);
const QUERY = await writeRedirectQuery({ parameter: 'SAMLRequest', xml: XML, relayState: 'x' });
const DEFLATED = new URLSearchParams(QUERY).get('SAMLRequest') ?? '';
const FORM = new URLSearchParams({ SAMLRequest: POSTED, RelayState: 'x' }).toString();

describe('detect', () => {
  it.each([
    ['xml', XML],
    ['xml', `<?xml version="1.0"?>\n<!-- < html > -->\n<?pi <html> ?>${XML}`],
    ['xml', `<!DOCTYPE x SYSTEM "html">${XML}`],
    ['soap', `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${XML}</S:Body></S:Envelope>`],
    ['html', `<!DOCTYPE html><html><form><input name="SAMLRequest" value="${POSTED}"></form>`],
    ['html', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`],
    ['html', `<HTML><BODY></BODY></HTML>`],
    ['html', `<form method="post"><input name="SAMLResponse" value="${POSTED}"></form>`],
    ['parameter', POSTED],
    ['parameter', DEFLATED],
    ['parameter', encodeURIComponent(DEFLATED)],
    ['parameter', POSTED.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
    ['parameter', POSTED.replace(/(.{76})/g, '$1\r\n')],
    ['url', `https://idp.example/sso?${QUERY}`],
    ['url', `/sso?${QUERY}`],
    ['url', `?${QUERY}`],
    ['url', QUERY],
    ['form', FORM],
    ['form', `RelayState=x&SAMLResponse=${encodeURIComponent(POSTED)}`],
    ['url', `GET /sso?${QUERY} HTTP/1.1\r\nHost: idp.example\r\n\r\n`],
    ['form', `POST /acs HTTP/1.1\r\nHost: sp.example\r\n\r\n${FORM}`],
    ['soap', `POST /soap HTTP/1.1\r\nHost: sp.example\r\n\r\n<Envelope/>`],
    ['har', '{"log":{"entries":[]}}'],
    ['saml-tracer', '{"requests":[],"timestamp":""}'],
    ['trace', '{"samlWorkbench":1,"exchanges":[]}'],
    ['url', JSON.stringify({ SAMLRequest: DEFLATED, SigAlg: 'x', Signature: 'y' })],
    ['form', JSON.stringify({ SAMLResponse: POSTED, lone: '\ud800' })],
  ])('knows a %s when it sees one: %.40s', (kind, input) => {
    expect(detect(input).kind).toBe(kind);
    expect(detect(`\r\n\t ${input}\n\n`).kind).toBe(kind);
    expect(detect(`\ufeff${input}`).kind).toBe(kind);
  });

  it.each([
    ['', 'input-empty', ''],
    [' \n\t', 'input-empty', ''],
    ['{"log":', 'input-unrecognised', 'it begins like JSON but is none, or is cut off'],
    ['{"a":1}', 'input-unrecognised', 'no recorded requests'],
    ['[]', 'input-unrecognised', 'no recorded requests'],
    ['-----BEGIN CERTIFICATE-----\nMIIC', 'input-unrecognised', 'it is a PEM file'],
    [`MIICXDCCAcUC${'A'.repeat(88)}`, 'input-unrecognised', 'it is a certificate or key in base64'],
    ['# a heading', 'input-unrecognised', 'it begins with "# a heading"'],
    ['Grüße', 'input-unrecognised', 'it begins with "Grüße"'],
  ])('refuses %j with the reason', (input, code, reason) => {
    expect(() => detect(input)).toThrow(WorkbenchError);
    expect(() => detect(input)).toThrow(reason);
    expect(catchCode(() => detect(input))).toBe(code);
  });

  it('does not quote a broken JSON file: it may hold secrets', () => {
    expect(() => detect('{"password": "hunter2", ')).not.toThrow('hunter2');
  });

  it.each<[string, (size: number) => string]>([
    ['unclosed comments', (size) => '<!--'.repeat(size)],
    ['nested arrays', (size) => '['.repeat(size)],
    ['nested objects', (size) => '{"a":'.repeat(size)],
    ['equals signs', (size) => 'a='.repeat(size)],
    ['percent signs', (size) => '%'.repeat(size)],
    ['requests within requests', (size) => 'GET / HTTP/1.1\r\n\r\n'.repeat(size)],
    ['question marks', (size) => '?'.repeat(size)],
    ['blank lines', (size) => `POST / HTTP/1.1\r\n${'\r\n '.repeat(size)}=`],
    ['what looks like a certificate', (size) => `MII${'A '.repeat(size)}!`],
  ])('takes time in proportion to %s', async (_, make) => {
    await expectLinear(make, tryToDetect, 10_000);
  });
});

function tryToDetect(input: string): void {
  try {
    detect(input);
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbenchError);
  }
}

function catchCode(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof WorkbenchError) return error.code;
  }
  return 'none';
}
