import { expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { messageSourcesOf } from '#shared/inspection/message-sources-of.ts';
import { ALL_BINDINGS } from '#shared/wire/bindings.ts';
import type { Binding } from '#shared/wire/message.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { authnRequestXml } from '#test/fixtures/recording.ts';

const XML = authnRequestXml('_1');
const VALUE = writePostValue(XML);
const QUERY = await writeRedirectQuery({ parameter: 'SAMLRequest', xml: XML, relayState: null });
const ARTIFACT = Buffer.from([0, 4, ...Array.from({ length: 42 }, () => 7)]).toString('base64');
const PAOS = `<p:Request xmlns:p="urn:liberty:paos:2003-08" responseConsumerURL="https://sp.example/ecp"/>`;

const posted = (mimeType: string, text: string) => ({ method: 'POST', requestBody: { mimeType, text, params: null } });
const form = (fields: Readonly<Record<string, string>>) =>
  posted('application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
const envelope = (header: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/">${header}<S:Body>${XML}</S:Body></S:Envelope>`;

/** An exchange that carries a message by each binding: a new one does not compile without, and is to be found in it. */
const CARRIED: Readonly<Record<Binding, Partial<Exchange> | null>> = {
  redirect: { url: `https://idp.example/sso?${QUERY}` },
  post: form({ SAMLRequest: VALUE }),
  simplesign: form({
    SAMLRequest: VALUE,
    SigAlg: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    Signature: 'AA==',
  }),
  artifact: { url: `https://sp.example/acs?${new URLSearchParams({ SAMLart: ARTIFACT })}` },
  soap: posted('text/xml', envelope('')),
  paos: { responseText: envelope(`<S:Header>${PAOS}</S:Header>`) },
  'ws-federation': { url: 'https://idp.example/adfs/ls/?wa=wsignin1.0&wtrealm=urn%3Asp' },
  // What somebody pastes came by nothing.
  unknown: null,
};

it.each(ALL_BINDINGS)('what came by %s is found in its exchange', (binding) => {
  const carried = CARRIED[binding];
  const exchange = makeExchange({
    ...{ id: '1', startedAt: 1, method: 'GET', url: 'https://sp.example/', source: 'har' },
    ...carried,
  });
  const found = messageSourcesOf(exchange).map(({ reading }) => reading.binding);
  expect(found, 'shared/wire/read-parameters.ts, or shared/inspection/message-sources-of.ts').toEqual(
    carried === null ? [] : [binding],
  );
});
