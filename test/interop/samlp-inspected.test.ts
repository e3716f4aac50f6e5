import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import type { Log } from '#server/log/log.ts';
import { printPem } from '#shared/crypto/pem.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type SamlpIdp, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';

const CONFIG = `
connections:
  - prefix: hub
    idp: { metadata: idp.xml }
    user: { id: NameID, directory: '[CORP]' }
`;

let folder: string;
let idp: SamlpIdp;
let companion: Companion;
let exchanges: readonly Exchange[];
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samlp-'));
  idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp: describeSp });
  await writeFile(join(folder, 'idp.xml'), idp.metadata);
  await writeFile(join(folder, 'companion.yaml'), CONFIG);
  companion = await startCompanion({
    config: join(folder, 'companion.yaml'),
    port: 0,
    stateFolder: join(folder, 'state'),
    log,
  });
  exchanges = await record();
});

afterAll(async () => {
  await Promise.all([companion.close(), idp.close()]);
  await rm(folder, { recursive: true });
});

/** What samlp knows of the companion. */
function describeSp() {
  const xml = companion.metadata[0] ?? '';
  const message = readMessage(parseXml(xml));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  return {
    entityId: entity?.entityId ?? '',
    acs: entity?.sp?.assertionConsumer[0]?.location ?? '',
    slo: entity?.sp?.singleLogout.find(({ binding }) => binding === BINDING.redirect)?.location ?? '',
    certificate: printPem('CERTIFICATE', entity?.sp?.keys[0]?.certificate ?? ''),
  };
}

/** A login at the companion and a logout at the IdP, and the same again with the logout at the companion. */
async function record(): Promise<readonly Exchange[]> {
  const recording = recordHttp();
  try {
    for (const leave of [leaveByIdp, leaveBySp]) {
      const browser = new HttpBrowser();
      await browser.click(await browser.open(`${companion.url}/hub/`), 'Log in as Anne Foster');
      await leave(browser);
    }
    return recording.exchanges;
  } finally {
    recording.stop();
  }
}

async function leaveByIdp(browser: HttpBrowser): Promise<void> {
  await browser.click(await browser.open(idp.url), 'Log out everywhere');
}

async function leaveBySp(browser: HttpBrowser): Promise<void> {
  await browser.click(await browser.open(`${companion.url}/hub/`), 'Log out');
}

async function inspect(metadataTexts: readonly string[]): Promise<Report> {
  const trace = createTrace({ knowledge: await knowledgeFrom({ metadataTexts }) });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

const complaints = (report: Report): string[] =>
  report.findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(
      ({ code, variant, message, received }) =>
        `${code} ${variant} in ${report.messages[message ?? -1]?.message?.kind}: ${received}`,
    );

describe('a login and logouts with samlp, which is another product’s XML', () => {
  test('give eight messages in four flows that succeed', async () => {
    const report = await inspect([]);
    // samlp's login page hands the request on in its links, so each request travels twice.
    const ids = new Map(report.messages.map(({ message }) => [message?.id, message?.kind]));
    expect([...ids.values()].toSorted()).toEqual([
      ...['AuthnRequest', 'AuthnRequest', 'LogoutRequest', 'LogoutRequest'],
      ...['LogoutResponse', 'LogoutResponse', 'Response', 'Response'],
    ]);
    const flows = report.flows.map(({ kind, outcome }) => `${kind} ${outcome}`).toSorted();
    expect(flows).toEqual(['login succeeded', 'login succeeded', 'logout succeeded', 'logout succeeded']);
  });

  test('have no error and no warning when nothing is known', async () => {
    expect(complaints(await inspect([]))).toEqual([]);
  });

  test('have no error, no warning and nothing unknown with the metadata of both', async () => {
    const report = await inspect([idp.metadata, ...companion.metadata]);
    expect(complaints(report)).toEqual([]);
    const unknown = report.findings.filter(({ outcome }) => outcome === 'unknown');
    expect(unknown.map(({ code, variant }) => `${code} ${variant}`)).toEqual([]);
  });
});
