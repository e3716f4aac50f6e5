import type { Exchange } from '#shared/http/exchange.ts';
import { HttpBrowser, type HttpPage, type StopAt } from '#test/fixtures/http-browser.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { endWaiting } from './clock.ts';
import type { IdpParty, IdpSettings, SpParty, SpSettings } from './parties/party.ts';
import { goAlong, openRoad, type Road } from './road.ts';

/** Two parties, a browser, and the road between them. */
export interface Pair {
  readonly idp: IdpParty;
  readonly sp: SpParty;
  readonly browser: HttpBrowser;
  readonly road: Road;
  /** Logs Anne in at the SP; gives where the browser came to rest. */
  logIn(at?: string, stopAt?: StopAt): Promise<HttpPage>;
}

/** A server between the browser and one of them. */
export interface Front {
  readonly origin: string;
  close(): Promise<void>;
}

/** How a failure is planted, or what makes a healthy recording special. */
export interface Plant {
  readonly sp?: SpSettings;
  readonly idp?: IdpSettings;
  /** The metadata of the SP as the IdP has it; null: it has none. */
  readonly spAsKnown?: (metadata: string) => string | null;
  /** The IdP as the SP knows it. */
  readonly idpAsKnown?: (idp: IdpParty) => IdpParty | Promise<IdpParty>;
  /** Changes a page of the IdP on its way. */
  readonly page?: (html: string, pair: Pair) => string | Promise<string>;
  /** Changes where the SP sends the browser. */
  readonly location?: (to: string, pair: Pair) => string;
  /** By how many milliseconds the clocks of the two are ahead. */
  readonly ahead?: Partial<Road['ahead']>;
  /** What stands in front of one of them. */
  readonly front?: { readonly of: 'idp' | 'sp'; readonly start: (origin: string) => Promise<Front> };
  /** What the user does; a login unless given. */
  readonly play?: (pair: Pair) => Promise<unknown>;
  /** The metadata of both as an inspector is given it. */
  readonly given?: (pair: Pair) => readonly string[] | Promise<readonly string[]>;
  /** Whether the SP took it in spite of everything, where a session at the end does not tell. */
  readonly isTaken?: (pair: Pair) => Promise<boolean>;
}

/** Who plays. */
export interface Cast {
  readonly idp: (sp: () => string | null, settings: IdpSettings) => Promise<IdpParty>;
  readonly sp: (idp: IdpParty, settings: SpSettings) => Promise<SpParty>;
}

/** What came of it. */
export interface Recorded {
  readonly exchanges: readonly Exchange[];
  readonly metadata: readonly string[];
  /** Somebody is logged in at the SP afterwards: it took what it was sent. */
  readonly isTaken: boolean;
}

/** Sets both parties up, lets them play, records every request, and takes them down. */
export async function recordPair(cast: Cast, plant: Plant): Promise<Recorded> {
  let sp: SpParty | null = null;
  const spAsKnown = plant.spAsKnown ?? ((metadata) => metadata);
  const idp = await cast.idp(() => (sp === null ? null : spAsKnown(sp.metadata)), plant.idp ?? {});
  sp = await cast.sp((await plant.idpAsKnown?.(idp)) ?? idp, plant.sp ?? {});
  idp.meet?.();
  const browser = new HttpBrowser();
  const road = openRoad();
  const { login } = sp;
  const logIn: Pair['logIn'] = async (at = login, stopAt = () => false) =>
    idp.identify(browser, await browser.open(at, stopAt), stopAt);
  const pair: Pair = { idp, sp, browser, road, logIn };
  Object.assign(road.ahead, plant.ahead);
  road.page = (html) => plant.page?.(html, pair) ?? html;
  road.location = (to) => plant.location?.(to, pair) ?? to;
  const front = (await plant.front?.start(pair[plant.front.of].url)) ?? null;
  if (front !== null && plant.front !== undefined) road.front[plant.front.of] = front.origin;
  const end = goAlong(road, idp.url, sp.url);
  const recording = recordHttp();
  try {
    await (plant.play?.(pair) ?? logIn());
    recording.stop();
    road.front.sp = null;
    const isTaken = await (plant.isTaken?.(pair) ?? sp.hasSession(browser));
    return {
      exchanges: [...recording.exchanges],
      metadata: (await plant.given?.(pair)) ?? [idp.metadata, sp.metadata],
      isTaken,
    };
  } finally {
    recording.stop();
    endWaiting();
    end();
    await Promise.all([front?.close(), idp.close(), sp.close()]);
  }
}
