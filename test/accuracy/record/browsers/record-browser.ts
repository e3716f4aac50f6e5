import type { Browser, Page } from 'puppeteer-core';
import type { Exchange } from '#shared/http/exchange.ts';
import { openChromiumPanel } from '#test/browser/harness/chromium.ts';
import { openFirefoxPanel } from '#test/browser/harness/firefox.ts';
import { type OpenPanel, waitFor } from '#test/browser/harness/panel-handle.ts';
import { passTo } from '../nginx.ts';
import type { Cast, Recorded } from '../pair.ts';
import type { SpParty } from '../parties/party.ts';
import type { Scene } from './scenes.ts';
import { HOSTS, openTown, type Town } from './town.ts';

/** One of the browsers with our extension in its developer tools. */
type Opened = OpenPanel & {
  readonly browser: Browser;
  /** Whether it takes the town's certificate alone, where it takes any else. */
  trustOnly(isStrict: boolean): Promise<void>;
};

/** Which of them. */
export type BrowserName = 'chromium' | 'firefox';

/** A real browser in a town of its own, which plays one scene after another. */
interface BrowserStage {
  play(cast: Cast, scene: Scene): Promise<Recorded>;
  close(): Promise<void>;
}

const stages = new Map<BrowserName, Promise<BrowserStage>>();

/** The stage with that browser, opened once. */
export function stageOf(name: BrowserName): Promise<BrowserStage> {
  const stage = stages.get(name) ?? openStage(name);
  stages.set(name, stage);
  return stage;
}

/** Ends every browser that was opened. */
export async function closeStages(): Promise<void> {
  for (const stage of stages.values()) await (await stage).close();
}

/** Opens a real browser, which reaches the town and nothing else. */
async function openStage(name: BrowserName): Promise<BrowserStage> {
  const town = await openTown();
  await town.build({ idp: 'return 200;', sp: 'return 200;', www: 'return 200;', intranet: 'return 200;' });
  const opened = await (name === 'chromium' ? openChromium(town) : openFirefox(town));
  return {
    play: async (cast, scene) => {
      await opened.trustOnly(scene.turn?.tls !== undefined);
      return playScene(town, opened, cast, scene);
    },
    close: async () => {
      await opened.close();
      await town.close();
    },
  };
}

async function openChromium({ proxy, certificate }: Town): Promise<Opened> {
  const opened = await openChromiumPanel('about:blank', [
    `--proxy-server=http://${proxy}`,
    `--ignore-certificate-errors-spki-list=${certificate.key}`,
    '--disable-features=HttpsUpgrades',
  ]);
  return { ...opened, trustOnly: async () => undefined };
}

async function openFirefox({ proxy, certificate }: Town): Promise<Opened> {
  const [host, port] = proxy.split(':');
  const opened = await openFirefoxPanel('about:blank', {
    'network.proxy.type': 1,
    'network.proxy.http': host,
    'network.proxy.http_port': Number(port),
    'network.proxy.ssl': host,
    'network.proxy.ssl_port': Number(port),
    'dom.security.https_first': false,
  });
  const hosts = JSON.stringify(Object.values(HOSTS));
  return {
    ...opened,
    trustOnly: async (isStrict) => {
      await opened.privileged(`(() => {
        const overrides = Cc['@mozilla.org/security/certoverride;1'].getService(Ci.nsICertOverrideService);
        const database = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
        const certificate = database.constructX509FromBase64('${certificate.der}');
        for (const host of ${hosts}) overrides.rememberValidityOverride(host, 443, {}, certificate, true);
        overrides.setDisableAllSecurityChecksAndLetAttackersInterceptMyData(${!isStrict});
        return true;
      })()`);
    },
  };
}

async function playScene(town: Town, { browser, page, panel }: Opened, cast: Cast, scene: Scene): Promise<Recorded> {
  let sp: SpParty | null = null;
  const idp = await cast.idp(() => sp?.metadata ?? null, { publicUrl: `https://${HOSTS.idp}` });
  sp = await cast.sp(idp, { ...scene.sp, publicUrl: `https://${HOSTS.sp}` });
  const pass = passTo(`http://localhost:${sp.port}`);
  const servers = {
    idp: `${scene.idpServer ?? ''} location / { proxy_pass http://127.0.0.1:${idp.port}; }`,
    sp: scene.spServer?.(pass) ?? `location / { ${pass} }`,
    www: `location / { ${pass} }`,
    intranet: scene.intranet?.(sp.login) ?? 'return 404;',
  };
  try {
    await town.build(servers);
    await browser.deleteCookie(...(await browser.cookies()));
    const begun = Date.now();
    await act(page, sp, scene, () => town.build(servers, scene.turn));
    const exchanges = await atRest(async () =>
      (await panel.recorded('.example')).filter(
        ({ startedAt, url }) => (startedAt ?? begun) >= begun && !url.endsWith('/favicon.ico'),
      ),
    );
    if (scene.turn !== undefined) await town.build(servers);
    await go(page, sp.login.replace(/\/login$/, '/me'));
    // Where the page itself goes round in a circle there is none.
    const text = await page.evaluate('document.body.innerText').then(String, () => '');
    const isIn = /logged in as|Welcome|Signed in/.test(text);
    return { exchanges, metadata: [idp.metadata, sp.metadata], isTaken: scene.endsOut === true ? !isIn : isIn };
  } finally {
    await Promise.all([idp.close(), sp.close()]);
  }
}

async function act(page: Page, { login, logout }: SpParty, scene: Scene, change: () => Promise<void>): Promise<void> {
  await go(page, scene.begin?.(login) ?? login);
  if (scene.script !== undefined) await page.evaluate(scene.script(login));
  if (scene.isStopped === true) return;
  if (scene.turn !== undefined) await change();
  await press(page, 'Log in as Anne');
  if (scene.leaves !== true) return;
  await waitFor('the SP', async () => (page.url().startsWith(`https://${HOSTS.sp}/`) ? true : null));
  await go(page, logout);
}

/** A page that cannot be loaded is what some scenes are about. */
async function go(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load', timeout: 20_000 }).catch((error: unknown) => {
    if (!/ERR_|NS_ERROR|net::|timeout/i.test(String(error))) throw error;
  });
}

async function press(page: Page, text: string): Promise<void> {
  await page.locator(`::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), '${text}')])`).click();
}

/** So long nothing comes any more, in milliseconds: longer where an answer is still awaited. */
const QUIET = 6000;
const AWAITED = 12_000;

/** What is recorded once nothing more comes, and each of it has ended. */
async function atRest(look: () => Promise<readonly Exchange[]>): Promise<readonly Exchange[]> {
  let last = '';
  let since = Date.now();
  return waitFor(
    'the recording to rest',
    async () => {
      const found = await look();
      const now = JSON.stringify(found.map(({ id, status, responseText }) => [id, status, responseText?.length]));
      if (now !== last) [last, since] = [now, Date.now()];
      const isOpen = found.some(({ status, error }) => status === null && error === null);
      return found.length > 0 && Date.now() - since > (isOpen ? AWAITED : QUIET) ? found : null;
    },
    60_000,
  );
}
