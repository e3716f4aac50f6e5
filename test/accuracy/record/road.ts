import { byClock } from './clock.ts';

/** What lies between the browser and the two servers, and by which clocks they live. All may change as it goes. */
export interface Road {
  /** By how much the clocks of the two sides are ahead of the browser's. */
  readonly ahead: { idp: number; sp: number };
  /** Origin of what stands in front of either; null: nothing does. */
  readonly front: { idp: string | null; sp: string | null };
  /** Changes a page of the IdP on its way. */
  page: (html: string) => string | Promise<string>;
  /** Changes where the SP sends the browser. */
  location: (to: string) => string;
}

/** A road without anything on it. */
export function openRoad(): Road {
  return {
    ahead: { idp: 0, sp: 0 },
    front: { idp: null, sp: null },
    page: (html) => html,
    location: (to) => to,
  };
}

/** Leads every `fetch` of this process along the road. A recorder that starts afterwards sees what the browser sees. Gives what ends it. */
export function goAlong(road: Road, idp: string, sp: string): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    const [side, origin] = url.startsWith(sp) ? (['sp', sp] as const) : (['idp', idp] as const);
    const isSp = side === 'sp';
    const front = road.front[side];
    const target = front === null ? url : front + url.slice(origin.length);
    return byClock(road.ahead[side], async () => {
      const response = await real(target, init);
      return passOn(response, road, url.startsWith(idp), isSp);
    });
  };
  return () => {
    globalThis.fetch = real;
  };
}

async function passOn(response: Response, road: Road, isIdp: boolean, isSp: boolean): Promise<Response> {
  const headers = new Headers(response.headers);
  const to = headers.get('location');
  if (isSp && to !== null) headers.set('location', road.location(to));
  // Node writes this header by a clock that nobody can set.
  if (headers.has('date')) headers.set('date', new Date().toUTCString());
  const text = await response.text();
  headers.delete('content-length');
  const { status, statusText } = response;
  const body = isIdp ? await road.page(text) : text;
  return new Response(body === '' ? null : body, { status, statusText, headers });
}
