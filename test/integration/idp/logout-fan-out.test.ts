import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeSigner } from '#test/fixtures/signer.ts';
import { soapAnswer } from '#test/fixtures/soap-idp.ts';

/** What each of twenty participants does when it is asked by SOAP to end its session. */
const BEHAVIOURS = [
  ...Array.from({ length: 8 }, () => 'ends' as const),
  ...Array.from({ length: 5 }, () => 'hangs' as const),
  ...Array.from({ length: 3 }, () => 'refuses' as const),
  ...Array.from({ length: 2 }, () => 'resets' as const),
  ...Array.from({ length: 2 }, () => 'lies' as const),
];

test('twenty participants: five hang, three refuse, two reset and two lie; the others are out, and each is told as it is', async () => {
  const [own, other] = [await makeSigner('sp.example'), await makeSigner('other.example')];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const number = Number(request.url?.slice(1));
    const behaviour = BEHAVIOURS[number] ?? 'hangs';
    asked.push(behaviour);
    if (behaviour === 'hangs') return;
    if (behaviour === 'resets') return void request.socket.resetAndDestroy();
    const id = /<samlp:LogoutRequest\b[^>]*\bID="([^"]+)"/.exec(body)?.[1] ?? '';
    const statusCodes = [behaviour === 'refuses' ? STATUS_CODE.responder : STATUS_CODE.success];
    const speaker = { entityId: `https://sp${number}.example`, signer: behaviour === 'lies' ? other : own };
    response.end(await soapAnswer(speaker, { id }, { statusCodes }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const key = Buffer.from(own.certificate.der).toString('base64');
  const metadata = BEHAVIOURS.map(
    (_, number) =>
      `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp${number}.example"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${key}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="http://127.0.0.1:${port}/${number}"/><md:AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://127.0.0.1:${port}/acs/${number}"/></md:SPSSODescriptor></md:EntityDescriptor>`,
  );
  const stateFolder = await mkdtemp(join(tmpdir(), 'fan-out-'));
  const lines: string[] = [];
  const log = makeLog({ write: (line: string) => lines.push(line) });
  const idp = await startIdp({ port: 0, stateFolder, serviceProviders: () => metadata, log });
  const browser = new HttpBrowser();
  const isAcs = ({ url }: { url: string }) => url.includes('/acs/');
  for (const number of BEHAVIOURS.keys()) {
    const start = `${idp.url}/start?sp=${encodeURIComponent(`https://sp${number}.example`)}&unsolicited=yes`;
    const page = await browser.open(start, isAcs);
    if (number === 0) await browser.press(page, 'Anne', isAcs);
  }
  const page = await browser.press(await browser.open(`${idp.url}/`), 'Log out everywhere');
  expect(page.text).toContain('You are not logged out everywhere');
  const rows = [...page.html.matchAll(/<tr><td>https:\/\/sp(\d+)\.example<\/td><td>([^<]*)<\/td><\/tr>/g)];
  const told = new Map(rows.map(([, number = '', words = '']) => [Number(number), words]));
  for (const [number, behaviour] of BEHAVIOURS.entries()) {
    const words = behaviour === 'ends' ? 'logged out' : 'did not confirm: its session may still be open';
    expect([number, behaviour, told.get(number)]).toEqual([number, behaviour, words]);
  }
  // Each was asked once, and all at the same time: one that hangs held up nobody.
  expect(asked.toSorted()).toEqual(BEHAVIOURS.toSorted());
  expect((await browser.open(`${idp.url}/`)).text).not.toContain('Logged in as');
  await idp.close();
  server.closeAllConnections();
  server.close();
  await rm(stateFolder, { recursive: true });
  expect(lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});
