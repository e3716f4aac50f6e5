import { changeForm } from '#test/fixtures/meddler.ts';
import type { Pair, Plant } from '../pair.ts';
import { signAnew } from '../sign-anew.ts';

/** The IdP issues its responses otherwise, and signs them as ever. */
export function issued(change: (xml: string) => string): Plant {
  return onTheWay((xml, { idp }) => signAnew(xml, idp.pair, (bare) => changed(bare, change(bare))));
}

/** Something on the way changes a response that is signed already. */
export function onTheWay(change: (xml: string, pair: Pair) => string | Promise<string>): Plant {
  return {
    page: (html, pair) => changeForm(html, 'SAMLResponse', async (xml) => changed(xml, await change(xml, pair))),
  };
}

/** A plant that changes nothing plants nothing. */
function changed(before: string, after: string): string {
  if (after === before) throw new Error('nothing was changed');
  return after;
}
