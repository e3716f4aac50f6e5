import { vi } from 'vitest';
import { printPem } from '#shared/crypto/pem.ts';
import type { ExchangeTab } from '#shared/http/exchange.ts';
import type { KnowledgeSources } from '#shared/inspection/build-knowledge.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { changeForm, type Meddling, meddle } from '#test/fixtures/meddler.ts';
import { type NodeSamlSp, type NodeSamlSpOptions, startNodeSamlSp } from '#test/fixtures/node-saml-sp.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type SamlpIdp, type SamlpIdpOptions, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import type { Recorded } from './scenario.ts';
import { madeOtherwise, signedByOpenssl } from './tools.ts';

/** An identity provider made of samlp on one site, a service provider made of node-saml on another, and a browser. */
export interface Stand {
  readonly idp: SamlpIdp;
  readonly sp: NodeSamlSp;
  readonly browser: HttpBrowser;
  /** Begins a login at the SP; gives where the browser came to rest. */
  logIn(path?: string): Promise<HttpPage>;
  /** The tab that requests come from henceforth. */
  inTab(tabId: number, incognito?: boolean): void;
}

/** How the two are set, and what happens between them. */
export interface StandOptions {
  readonly idp?: Pick<SamlpIdpOptions, 'saml' | 'claims' | 'error' | 'logout' | 'logoutFormat' | 'logoutPath'>;
  readonly sp?: Partial<NodeSamlSpOptions> | ((idp: SamlpIdp) => Partial<NodeSamlSpOptions>);
  readonly onTheWay?: (stand: Stand) => Meddling;
  /** What the inspector knows; the metadata of both unless given. */
  readonly knowledge?: (stand: Stand) => KnowledgeSources | Promise<KnowledgeSources>;
}

/** Sets them up, lets them play, records every request, and takes them down. A login is played unless told otherwise. */
export async function recordStand(
  options: StandOptions = {},
  play: (stand: Stand) => Promise<unknown> = (stand) => stand.logIn(),
): Promise<Recorded> {
  let known: NodeSamlSp | null = null;
  const idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp: () => describeSp(known), ...options.idp });
  const about = { certificate: idp.certificate, entityId: idp.entityId, sso: `${idp.url}/sso`, slo: `${idp.url}/slo` };
  const wanted = typeof options.sp === 'function' ? options.sp(idp) : options.sp;
  const sp = await startNodeSamlSp({ host: 'localhost', name: 'sp', idp: about, ...wanted });
  known = sp;
  const browser = new HttpBrowser();
  let tab: ExchangeTab | null = null;
  const stand: Stand = {
    ...{ idp, sp, browser },
    logIn: (path = '/login') => logIn(browser, path.startsWith('http') ? path : `${sp.url}${path}`),
    inTab: (tabId, incognito = false) => {
      tab = { tabId, frameId: 0, type: 'main_frame', incognito, cookieStoreId: null };
    },
  };
  const end = meddle(options.onTheWay?.(stand) ?? {});
  const recording = recordHttp(() => tab);
  try {
    await play(stand);
  } finally {
    recording.stop();
    end();
    await Promise.all([idp.close(), sp.close()]);
  }
  const knowledge = (await options.knowledge?.(stand)) ?? { metadataTexts: [idp.metadata, sp.metadata] };
  return { exchanges: [...recording.exchanges], knowledge };
}

async function logIn(browser: HttpBrowser, url: string): Promise<HttpPage> {
  const page = await browser.open(url);
  return page.links.some(({ text }) => text.includes('Anne')) ? browser.click(page, 'Anne') : page;
}

/** A connection as the SP's administrator writes it. */
export function connectionOf({ idp, sp }: Pick<Stand, 'idp' | 'sp'>, further: object = {}): Promise<Connection> {
  const raw = { idp: { metadata: 'idp.xml' }, sp: { entityId: sp.entityId, acs: `${sp.url}/acs` }, ...further };
  return parseConnection(raw, { metadata: async () => idp.metadata, pem: async () => idp.certificate });
}

/** Changes every response on its way from the IdP to the browser. */
export function onResponses(change: (xml: string) => string | Promise<string>): () => Meddling {
  return () => ({ page: (html) => changeForm(html, 'SAMLResponse', change) });
}

/** The query of a redirect to the IdP, written another way by something in front of the SP. */
export function onRedirects(rewrite: (query: string, stand: Stand) => string): (stand: Stand) => Meddling {
  return (stand) => ({
    location: (to) => {
      const [path = '', query] = to.split('?');
      return query?.startsWith('SAMLRequest=') ? `${path}?${rewrite(query, stand)}` : to;
    },
  });
}

/** The query signed as it now stands, by openssl with the SP's key: what AD FS does with its lower-case escapes. */
export function signedAnew(query: string, { sp }: Stand, signed = (octets: string) => octets): string {
  const octets = query.replace(/&Signature=.*$/, '');
  const signature = signedByOpenssl(signed(octets), sp.privateKey);
  return `${octets}&Signature=${encodeURIComponent(signature)}`;
}

/** samlp issues its responses otherwise: changed, and signed by its own key. */
export function samlpIssues(change: (xml: string) => string): (stand: Stand) => Meddling {
  return ({ idp }) =>
    onResponses((xml) => madeOtherwise(xml, { key: idp.privateKey, certificate: idp.certificate }, change))();
}

/** What samlp is told of the SP: its metadata. */
function describeSp(sp: NodeSamlSp | null) {
  const message = readMessage(parseXml(sp?.metadata ?? ''));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  return {
    entityId: entity?.entityId ?? '',
    acs: entity?.sp?.assertionConsumer[0]?.location ?? '',
    slo: entity?.sp?.singleLogout[0]?.location ?? '',
    certificate: printPem('CERTIFICATE', entity?.sp?.keys[0]?.certificate ?? ''),
  };
}

/** Asks for a login and stops where the answer is about to be posted. */
export async function beforeAnswer({ logIn, browser, sp }: Stand) {
  await logIn();
  const page = await browser.open(`${sp.url}/login`, ({ url }) => url.endsWith('/acs'));
  const [form] = page.forms;
  if (form === undefined) throw new Error(`no form on ${page.url}: ${page.text}`);
  return { post: () => browser.submit(page, form) };
}

/** Plays with a clock that can be put forward. */
export async function recordWaiting(
  options: StandOptions,
  play: (stand: Stand, wait: (milliseconds: number) => void) => Promise<unknown>,
): Promise<Recorded> {
  vi.setSystemTime(Date.now());
  const wait = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);
  try {
    return await recordStand(options, (stand) => play(stand, wait));
  } finally {
    vi.useRealTimers();
  }
}
