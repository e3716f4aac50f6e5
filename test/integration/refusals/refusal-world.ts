import { type ApiClient, administrator, consoleClient } from '#test/fixtures/api-client.ts';
import type { HttpPage } from '#test/fixtures/http-browser.ts';
import { type MetadataServer, makeMetadataServer } from '#test/fixtures/metadata-server.ts';
import { keySet, makeToken, pemOf, rsaPair } from '#test/fixtures/token-maker.ts';
import { type CallAnswer, qpsClient } from '../access/qps-client.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { idpSigner } from '../companion/forge.ts';

/** Everything that a refusal of the table needs: connections of each kind, and who asks. */
export interface RefusalWorld {
  readonly world: CompanionWorld;
  readonly admin: ApiClient;
  /** Somebody signed in to the console, by a cookie. */
  readonly signedIn: ApiClient;
  readonly qps: ReturnType<typeof qpsClient>;
  /** Metadata of an identity provider, as its source gives it. */
  readonly source: MetadataServer;
  /** Makes a token of the issuer that the connections trust; claims that are undefined are left out. */
  token(claims?: object, header?: object): string;
  /** A token of the same words by somebody else. */
  foreignToken(): string;
  /** A page of the companion, as a browser without cookies gets it. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  /** What `step` would do with a connection's document. */
  tryDocument(document: object): Promise<CallAnswer>;
  /** Milliseconds that the companion's clock goes ahead. */
  ahead(by: number): void;
  close(): Promise<void>;
}

/** What a refusal, or its sound twin, is answered with. */
export type HttpAnswer = Pick<HttpPage, 'status' | 'text' | 'html'>;

const ISSUER = 'https://issuer.example';

/** Starts it. */
export async function makeRefusalWorld(): Promise<RefusalWorld> {
  const issuer = rsaPair();
  const stranger = rsaPair();
  const source = await makeMetadataServer();
  const keys = await makeMetadataServer();
  keys.serve(keySet({ known: issuer.publicKey }));
  let ahead = 0;
  const now = () => Math.floor((Date.now() + ahead) / 1000);
  const jwt = (more: object = {}) => ({
    certificate: pemOf(issuer),
    issuer: ISSUER,
    audience: 'workbench',
    user: { id: 'sub', directory: '[CORP]' },
    ...more,
  });
  const hosts = [`127.0.0.1:${source.port}`];
  const extra = [
    // Goes on with the rules of the hub.
    `      - { name: Export of all, resourceFilter: App_all, actions: [exportData], condition: 'user.environment.group = "QlikGroup"' }`,
    '    apps:',
    '      - { id: us, data: sales, access: [{ ACCESS: USER, GROUP: Nobody, COUNTRY: Japan }] }',
    '      - { id: aus, data: sales, access: [{ ACCESS: USER, GROUP: SalesAUS, COUNTRY: Australia }] }',
    `      - { id: all, data: sales, viewAs: 'user.environment.group = "QlikGroup"', access: [{ ACCESS: USER, GROUP: QlikGroup, COUNTRY: Japan }] }`,
    `  - { prefix: tokens, methods: [jwt], jwt: ${JSON.stringify(jwt({ attributes: [{ from: 'mail', to: 'mail', required: true }] }))} }`,
    `  - { prefix: once, methods: [jwt], jwt: ${JSON.stringify(jwt({ once: true }))} }`,
    `  - { prefix: remote, methods: [jwt], jwt: ${JSON.stringify({ ...jwt(), certificate: undefined, jwks: 'http://127.0.0.1:1/keys' })} }`,
    `  - { prefix: set, methods: [jwt], jwt: ${JSON.stringify({ ...jwt(), certificate: undefined, jwks: keys.url })} }`,
    '  - { prefix: tickets, methods: [ticket] }',
    "  - { prefix: silent, idp: { metadata: idp.xml, sso: { soap: 'https://idp.example/sso' } } }",
    `  - { prefix: fetched, idp: { metadata: '${source.url}' }, user: { id: uid, directory: '[CORP]' } }`,
    "  - { prefix: resting, idp: { metadata: 'http://127.0.0.1:1/metadata' } }",
    `metadataHosts: ['127.0.0.1:1', '${hosts[0]}']`,
    `console: { connection: hub, condition: 'user.environment.group = "QlikGroup"' }`,
    '',
  ].join('\n');
  const world = await makeCompanionWorld({
    extra,
    clock: () => Date.now() + ahead,
    metadata: (xml) => {
      source.serve(xml);
      return xml;
    },
  });
  await idpSigner(world);
  const secret = world.companion().newToken ?? '';
  const admin = administrator(world.url, secret);
  const claims = () => ({
    iss: ISSUER,
    aud: 'workbench',
    sub: 'anne',
    mail: 'a@b.example',
    exp: now() + 300,
    iat: now(),
  });
  let count = 0;
  return {
    world,
    admin,
    source,
    signedIn: await consoleClient(world.url, secret),
    qps: qpsClient(world),
    token: (changes = {}, header = {}) => {
      count += 1;
      return makeToken({ ...claims(), jti: `t${count}`, ...changes }, issuer, header);
    },
    foreignToken: () => makeToken(claims(), stranger),
    get: async (path, headers = {}) => {
      const answer = await fetch(`${world.url()}${path}`, { headers, redirect: 'manual' });
      const html = await answer.text();
      return { status: answer.status, html, text: html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ') };
    },
    tryDocument: (document) => admin.call('POST', '/api/connections', { document, dryRun: true }),
    ahead: (by) => {
      ahead = by;
    },
    close: async () => {
      await world.close();
      await source.stop();
      await keys.stop();
    },
  };
}
