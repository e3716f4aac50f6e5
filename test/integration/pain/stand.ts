import type { KnowledgeSources } from '#shared/checks/build-knowledge.ts';
import { printPem } from '#shared/crypto/pem.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { ExchangeTab } from '#shared/trace/exchange.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type Meddling, meddle } from '#test/fixtures/meddler.ts';
import { type NodeSamlSp, type NodeSamlSpOptions, startNodeSamlSp } from '#test/fixtures/node-saml-sp.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type SamlpIdp, type SamlpIdpOptions, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import type { Recorded } from './scenario.ts';

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
  readonly idp?: Pick<SamlpIdpOptions, 'saml' | 'claims' | 'error' | 'logoutPath'>;
  readonly sp?: Partial<NodeSamlSpOptions> | ((idp: SamlpIdp) => Partial<NodeSamlSpOptions>);
  readonly onTheWay?: (stand: Stand) => Meddling;
  /** What the inspector knows; the metadata of both unless given. */
  readonly knowledge?: (stand: Stand) => KnowledgeSources;
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
  const knowledge = options.knowledge?.(stand) ?? { metadataTexts: [idp.metadata, sp.metadata] };
  return { exchanges: [...recording.exchanges], knowledge };
}

async function logIn(browser: HttpBrowser, url: string): Promise<HttpPage> {
  const page = await browser.open(url);
  return page.links.some(({ text }) => text.includes('Anne')) ? browser.click(page, 'Anne') : page;
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
