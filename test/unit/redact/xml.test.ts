import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { descendants, hasComments, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { makeSigner } from '#test/fixtures/signer.ts';
import { redacted } from './kit.ts';

const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const redactXml = (xml: string) => redacted((r) => r.xml(xml));
const nameId = (content: string) => `<saml:NameID ${SAML}>${content}</saml:NameID>`;

describe('XML keeps its structure', () => {
  it('white space, quotes of what stays, empty tags and order are as they were written', () => {
    const xml = `<saml:Subject  ${SAML}\n Version='2.0' ><saml:NameID\tFormat='urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'>anne</saml:NameID >\r\n <saml:BaseID/></saml:Subject>`;
    expect(redactXml(xml)).toBe(xml.replace('anne', 'user-1'));
  });

  it('CDATA stays CDATA, references stay one text', () => {
    expect(redactXml(nameId('<![CDATA[anne]]>'))).toBe(nameId('<![CDATA[user-1]]>'));
    expect(redactXml(nameId('&#97;nne'))).toBe(nameId('user-1'));
  });

  it('a comment inside a value stays there, the parts joined are the pseudonym: CVE-2017-11427 still shows', () => {
    const xml = `<saml:Subject ${SAML}><saml:NameID>admin<!---->@evil.example</saml:NameID><saml:NameID>admin@evil.example</saml:NameID></saml:Subject>`;
    const [, first, second] = [...descendants(parseXml(redactXml(xml)).root)];
    expect(first && hasComments(first)).toBe(true);
    expect(first && textOf(first)).toBe('user-1@host-1.example');
    expect(second && textOf(second)).toBe('user-1@host-1.example');
  });

  it('comments lose what they say; processing instructions too', () => {
    expect(redactXml(`<!-- by anne --><?pi anne?>${nameId('x<!-- anne -->')}`)).toMatch(
      /^<!-- comment-1 --><\?redacted\?><saml:NameID .*<!-- comment-2 --><\/saml:NameID>$/,
    );
  });

  it('what is unknown is a value; its names stay unless they hold one', () => {
    const xml = `<x:Card xmlns:x="http://acme.com/ns" owner="anne" since="2020-01-01"><x:Color>blue</x:Color></x:Card>`;
    expect(redactXml(xml)).toMatch(
      /^<x:Card xmlns:x="http:\/\/host-1\.example\/ns" owner="value-1" since="\d{4}-\d\d-\d\d"><x:Color>value-2<\/x:Color><\/x:Card>$/,
    );
  });

  it('a name of an element, a prefix or an attribute that is somebody’s goes, consistently and well-formed', () => {
    const xml = `<foster:Foster xmlns:foster="urn:x:y" foster:fosterage="1"><saml:NameID ${SAML}>Foster</saml:NameID><foster:a/></foster:Foster>`;
    const out = redactXml(xml);
    expect(out).not.toMatch(/foster/i);
    expect(parseXml(out).root.namespace).not.toBe('');
  });

  it('dates outside values are times and stay; inside values they are somebody’s', () => {
    const xml = `<saml:Assertion ${SAML} IssueInstant="2026-01-01T00:00:00Z"><saml:Attribute Name="born"><saml:AttributeValue>1980-05-17</saml:AttributeValue></saml:Attribute></saml:Assertion>`;
    expect(redactXml(xml)).toContain('IssueInstant="2026-01-01T00:00:00Z"');
    expect(redactXml(xml)).not.toContain('1980-05-17');
    expect(redactXml(xml)).toContain('Name="born"');
  });

  it('a status message keeps the vendor’s code only', () => {
    const xml = `<p:StatusMessage xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">AADSTS50105: Anne Foster is not assigned to a role</p:StatusMessage>`;
    expect(redactXml(xml)).toMatch(/>AADSTS50105 [Tt]ext-1</);
  });

  it('an attribute that is called like a value elsewhere goes, others stay', () => {
    const xml = `<saml:AttributeStatement ${SAML}><saml:Attribute Name="https://acme.com/claims/team"><saml:AttributeValue>Purple</saml:AttributeValue></saml:Attribute><saml:Attribute Name="purple"/></saml:AttributeStatement>`;
    const out = redactXml(xml);
    expect(out).toContain('/claims/team"');
    expect(out).not.toMatch(/purple|acme/i);
  });

  it.each(['<a>', '<!DOCTYPE a><a/>', '<a b="<"/>', 'anne', ''])('what is no XML is refused: %s', (text) => {
    expect(() => redactXml(text)).toThrow(WorkbenchError);
  });
});

describe('certificates', () => {
  it('stay certificates: another name, serial number, key and signature, the same validity, key size and length', async () => {
    const signer = await makeSigner('login.acme-corporation.com');
    const base64 = Buffer.from(signer.certificate.der).toString('base64');
    const out = redacted((r) => r.certificate(base64));
    const read = await readCertificate(out);
    const { notBefore, notAfter, keyType, keyBits } = signer.certificate;
    expect(read).toMatchObject({ notBefore, notAfter, keyType, keyBits });
    expect(read.der.length).toBe(signer.certificate.der.length);
    expect(read.serialNumber).not.toBe(signer.certificate.serialNumber);
    expect(read.subject).toBe(read.issuer);
    expect(read.subject).toMatch(/^CN=[a-z]{5}\.[a-z]{4}-[a-z]{11}\.[a-z]{3}$/);
    expect(findLeaks(out, ['acme', 'corporation', signer.certificate.serialNumber.slice(0, 12)])).toEqual([]);
    expect(Buffer.from(read.publicKey).subarray(40)).not.toEqual(
      Buffer.from(signer.certificate.publicKey).subarray(40),
    );
  });

  it('line breaks stay, PEM’s lines go, and what is no certificate becomes other base64', () => {
    const other = redacted((r) => r.certificate('QUJDREVGR0hJSktM\nTU5PUFFSU1RVVldY\n'));
    expect(other).toMatch(/^[\w+/]{16}\n[\w+/]{16}\n$/);
    expect(Buffer.from(other, 'base64').toString()).not.toMatch(/[A-X]{8}/);
  });

  it('the name in a certificate is searched for elsewhere', async () => {
    const signer = await makeSigner('Acme Corporation');
    const base64 = Buffer.from(signer.certificate.der).toString('base64');
    const out = redacted((r) => `${r.url('/about/acme%20corporation', 'kept')} ${r.certificate(base64).length}`);
    expect(out).not.toMatch(/acme|corporation/i);
  });
});
