import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnowledgeSources } from '#shared/inspection/build-knowledge.ts';
import { changeForm, type Meddling, meddle } from '#test/fixtures/meddler.ts';
import type { NodeSamlSp, NodeSamlSpOptions } from '#test/fixtures/node-saml-sp.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type IdpWorld, makeIdpWorld } from '../idp/idp-world.ts';
import type { Recorded } from './scenario.ts';
import { madeOtherwise } from './tools.ts';

/** Our test IdP with service providers made of node-saml. */
export interface IdpStand {
  readonly world: IdpWorld;
  readonly sp: NodeSamlSp;
  /** Logs Anne in at an SP, the first one unless given. */
  logIn(sp?: NodeSamlSp): ReturnType<IdpWorld['browser']['open']>;
}

/** How they are set, and what happens between them. */
export interface IdpStandOptions {
  /** By how much the IdP's clock is ahead of everybody's, in milliseconds. */
  readonly ahead?: number;
  readonly sp?: Partial<NodeSamlSpOptions>;
  readonly onTheWay?: (stand: IdpStand) => Meddling;
  readonly knowledge?: (stand: IdpStand) => KnowledgeSources | Promise<KnowledgeSources>;
}

/** The IdP issues its responses otherwise: changed, and signed by its own key. */
export function idpIssues(change: (xml: string) => string): NonNullable<IdpStandOptions['onTheWay']> {
  return ({ world }) => ({
    page: async (html) =>
      changeForm(html, 'SAMLResponse', async (xml) => {
        const pem = await readFile(join(world.stateFolder, 'test-idp.pem'), 'utf8');
        const [key = '', certificate = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/);
        return madeOtherwise(xml, { key, certificate }, change);
      }),
  });
}

/** Sets them up, lets them play, records every request, and takes them down. */
export async function recordIdpStand(
  { ahead = 0, sp: options, onTheWay, knowledge }: IdpStandOptions,
  play: (stand: IdpStand) => Promise<unknown> = (stand) => stand.logIn(),
): Promise<Recorded> {
  const world = await makeIdpWorld(() => Date.now() + ahead);
  const sp = await world.addSp('sp', options);
  const stand: IdpStand = {
    world,
    sp,
    logIn: async ({ url } = sp) => {
      const page = await world.browser.open(`${url}/login`);
      return page.forms.length > 0 ? world.browser.press(page, 'Anne') : page;
    },
  };
  const end = meddle({
    ahead: (url) => (url.startsWith(world.idp.url) ? ahead : 0),
    ...onTheWay?.(stand),
  });
  const recording = recordHttp();
  try {
    await play(stand);
  } finally {
    recording.stop();
    end();
    await world.close();
  }
  const known = (await knowledge?.(stand)) ?? { metadataTexts: [world.idp.metadata, sp.metadata] };
  return { exchanges: [...recording.exchanges], knowledge: known };
}
