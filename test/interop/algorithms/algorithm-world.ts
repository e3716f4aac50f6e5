import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { beforeAcs, postInstead, responseOf, unsigned } from '#test/integration/companion/forge.ts';

export type KeyKind = keyof typeof KEY_KINDS;

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const CURVES: readonly KeyKind[] = ['P-256', 'P-384', 'P-521'];

/** Every signature algorithm that must be accepted and that xmlsec1 1.2 makes, with the key that it takes. */
export const SIGNATURES: readonly (readonly [KeyKind, string])[] = [
  ...['sha256', 'sha384', 'sha512'].map((hash): [KeyKind, string] => ['RSA 2048', `${MORE}rsa-${hash}`]),
  ...CURVES.flatMap((kind) =>
    ['sha256', 'sha384', 'sha512'].map((hash): [KeyKind, string] => [kind, `${MORE}ecdsa-${hash}`]),
  ),
];

/** A running companion that trusts one key of each kind, and a test IdP to begin logins at. */
export interface AlgorithmWorld extends CompanionWorld {
  readonly place: Workplace;
  pair(kind: KeyKind): OpensslPair;
  /** A login at the moment before the Response is posted, in a browser of its own: its Response, with no signature. */
  begin(): Promise<BegunLogin>;
}

/** A login that waits for its Response. */
export interface BegunLogin {
  readonly xml: string;
  /** Posts a Response and gives the page where the browser came to rest. */
  post(xml: string): Promise<HttpPage>;
  /** Whether this browser has a session. */
  isLoggedIn(): Promise<boolean>;
}

/** Starts both; `accept` as in the connection. */
export async function makeAlgorithmWorld(accept = '{}'): Promise<AlgorithmWorld> {
  const place = makeWorkplace();
  const pairs = new Map<string, OpensslPair>();
  for (const [kind, key] of Object.entries(KEY_KINDS)) {
    pairs.set(kind, makeOpensslPair(place, kind.replace(' ', ''), key));
  }
  const certificates = [...pairs.values()].map(({ certificateFile }) => certificateFile);
  const world = await makeCompanionWorld({
    accept,
    idp: () => `{ metadata: idp.xml, certificates: ${JSON.stringify(certificates)} }`,
  });
  return {
    ...world,
    place,
    pair: (kind) => pairs.get(kind) ?? raise(kind),
    begin: async () => {
      const browser = new HttpBrowser();
      const page = await beforeAcs(world, 'Anne', browser);
      return {
        xml: unsigned(responseOf(page)),
        post: (xml) => postInstead(page, xml, browser),
        isLoggedIn: async () => 'userId' in JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html),
      };
    },
    close: async () => {
      await world.close();
      place.remove();
    },
  };
}

function raise(kind: string): never {
  throw new Error(`no key pair of the kind ${kind}`);
}
