import * as v from 'valibot';
import { LOGOUT_LIST, LOGOUT_RECEIPT } from '#shared/api/logouts.ts';
import type { Receipt } from '#shared/logout/receipt.ts';
import { BINDING } from '#shared/saml/names.ts';
import { type ApiClient, administrator } from '#test/fixtures/api-client.ts';
import type { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type SoapIdp, startSoapIdp } from '#test/fixtures/soap-idp.ts';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from './companion-world.ts';
import { idpSigner } from './forge.ts';

/** A companion whose identity provider takes logouts as a test wants it. */
export interface LogoutWorld extends CompanionWorld {
  readonly soap: SoapIdp;
  readonly admin: ApiClient;
  isLoggedIn(browser?: HttpBrowser): Promise<boolean>;
  /** Receipts as the API tells them, the newest first. */
  receipts(): Promise<readonly Receipt[]>;
  receipt(reference: string): Promise<Receipt>;
}

/** By which bindings the identity provider takes LogoutRequests. `answers` of POST: where LogoutResponses go. */
export interface LogoutWorldOptions extends WorldOptions {
  readonly slo: readonly ('redirect' | 'post' | 'soap')[];
  readonly responseLocation?: string;
  /** Lines of the connection's `logout` entry. */
  readonly logout?: string;
}

const SLO = /<md:SingleLogoutService\b[^>]*\/>/g;

/** Starts all of them. */
export async function makeLogoutWorld(options: LogoutWorldOptions): Promise<LogoutWorld> {
  let world: CompanionWorld | null = null;
  const soap = await startSoapIdp(async () => {
    if (world === null) throw new Error('nothing is asked before the companion runs');
    return { entityId: world.idp.entityId, signer: await idpSigner(world), clock: options.clock ?? Date.now };
  });
  const endpoints = (url: string): string =>
    options.slo
      .map((binding) => {
        const location = binding === 'soap' ? soap.url : url;
        const answers =
          options.responseLocation && binding !== 'soap' ? ` ResponseLocation="${options.responseLocation}"` : '';
        return `<md:SingleLogoutService Binding="${BINDING[binding]}" Location="${location}"${answers}/>`;
      })
      .join('');
  const made = await makeCompanionWorld({
    ...options,
    extra: `${options.extra ?? ''}\n    logout: ${options.logout ?? '{ allowHosts: [127.0.0.1] }'}\n`,
    metadata: (xml) => {
      const url = /<md:SingleLogoutService\b[^>]*Location="([^"]+)"/.exec(xml)?.[1] ?? '';
      let isFirst = true;
      const changed = xml.replace(SLO, () => {
        const text = isFirst ? endpoints(url) : '';
        isFirst = false;
        return text;
      });
      return options.metadata?.(changed) ?? changed;
    },
  });
  world = made;
  const admin = administrator(made.url, made.companion().newToken ?? '');
  return {
    ...made,
    soap,
    admin,
    isLoggedIn: async (browser = made.browser) =>
      'userId' in JSON.parse((await browser.open(`${made.url()}/hub/qps/user`)).html),
    receipts: async () => v.parse(LOGOUT_LIST, (await admin.call('GET', '/api/logouts')).body).logouts,
    receipt: async (reference) =>
      v.parse(LOGOUT_RECEIPT, (await admin.call('GET', `/api/logouts/${reference}`)).body).receipt,
    close: async () => {
      await Promise.all([made.close(), soap.close()]);
    },
  };
}

/** What a receipt says of each participant. */
export function opensOf({ parts }: Receipt): readonly string[] {
  return parts.map(({ who, opens }) => `${who} ${opens}`);
}
