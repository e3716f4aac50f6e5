import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { recordLogin } from '#test/fixtures/recording.ts';
import { answering, change, found, reportOf, world } from '../checks/flows/kit.ts';

/** What is sound, and what some receivers refuse all the same; each with a login like it that nobody minds. */

const refused = (exchanges: readonly Exchange[], text: string) =>
  change(exchanges, 'a-3', { status: 401, redirectUrl: null, responseText: `<p>${text}</p>`, responseHeaders: [] });

/** The response as it is posted is written otherwise, behind its signing. */
async function posted(write: (value: string) => string, rewrite = (xml: string) => xml): Promise<Exchange[]> {
  const login = await recordLogin(world);
  const form = new URLSearchParams(login[2]?.requestBody?.text ?? '');
  const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString('utf8');
  form.set('SAMLResponse', write(Buffer.from(rewrite(xml)).toString('base64')));
  const requestBody = { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null };
  return change(change(login, 'a-2', { responseText: null }), 'a-3', { requestBody });
}

/** Base64 inside of the XML in lines that end with this. */
const lined = (name: string, end: string) => (xml: string) =>
  xml.replace(new RegExp(`(<ds:${name}[^>]*>)([^<]+)`), (_, open: string, text: string) =>
    [open, text.replaceAll(/.{76}/g, `$&${end}\n`)].join(''),
  );
const asIs = (value: string) => value;
const INVALID = 'The signature of the response is invalid.';

describe('base64 in lines', () => {
  it.each(['SignatureValue', 'X509Certificate'])(
    'with &#13; in %s: the signature holds, and some refuse it',
    async (name) => {
      for (const end of ['&#13;', '&#xD;']) {
        const exchanges = await posted(asIs, lined(name, end));
        const [first] = (await reportOf(refused(exchanges, INVALID))).findings;
        expect(first).toMatchObject({
          because: { code: 'signature-carriage-return' },
          owner: 'idp',
          confidence: 'likely',
        });
        const taken = await reportOf(exchanges);
        expect([taken.flows[0]?.outcome, found(taken)]).toEqual(['succeeded', []]);
      }
      const plain = await posted(asIs, lined(name, ''));
      const [other] = (await reportOf(refused(plain, INVALID))).findings;
      expect(other?.because?.code).not.toBe('signature-carriage-return');
    },
  );

  it('of the form’s own value is as the standard has it', async () => {
    const exchanges = await posted((value) => value.replaceAll(/.{64}/g, '$&\r\n'));
    const report = await reportOf(exchanges);
    expect([report.flows[0]?.outcome, found(report)]).toEqual(['succeeded', []]);
    expect(report.findings.filter(({ code, outcome }) => code === 'encoding-deviation' && outcome === 'fail')).toEqual(
      [],
    );
  });
});

describe('roles for AWS', () => {
  const AWS = 'arn:aws:iam::123456789012';
  const NO = 'Your request included an invalid SAML response. To logout, click here';
  const roles = (...values: readonly string[]) =>
    answering((xml) =>
      xml.replace(/<saml:Attribute Name="groups"[\s\S]*?<\/saml:Attribute>/, () => {
        const shown = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
        return `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">${shown}</saml:Attribute>`;
      }),
    );

  it('are pairs, in either order, and no lists', async () => {
    const pairs = await roles(`${AWS}:role/A,${AWS}:saml-provider/O`, `${AWS}:saml-provider/O, ${AWS}:role/B`);
    for (const exchanges of [pairs, await roles(`${AWS}:role/A,${AWS}:saml-provider/O`)]) {
      const report = await reportOf(exchanges);
      expect([report.flows[0]?.outcome, found(report)]).toEqual(['succeeded', []]);
    }
  });

  it('without a provider explain what AWS says; a sound pair does not', async () => {
    const [first] = (await reportOf(refused(await roles(`${AWS}:role/A`), NO))).findings;
    expect(first).toMatchObject({ because: { code: 'attribute-aws-role', variant: 'provider-missing' }, owner: 'idp' });
    const [sound] = (await reportOf(refused(await roles(`${AWS}:role/A,${AWS}:saml-provider/O`), NO))).findings;
    expect([sound?.code, sound?.because ?? null]).toEqual(['receiver-refused', null]);
  });
});
