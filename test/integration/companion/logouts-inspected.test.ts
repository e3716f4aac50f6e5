import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { BINDING } from '#shared/saml/names.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type IdpWorld, makeIdpWorld } from '#test/integration/idp/idp-world.ts';
import { beforeAcs, idOf, idpSigner, responseOf } from './forge.ts';
import { idpLogoutRequest, type Subject, subjectOf } from './idp-messages.ts';
import { type LogoutWorld, makeLogoutWorld } from './logout-world.ts';

/** What the inspector says of logouts that real servers made: by what sign they succeeded, and no alarm where nothing is wrong. */

async function recorded(act: () => Promise<unknown>): Promise<readonly Exchange[]> {
  const recording = recordHttp();
  try {
    await act();
    return recording.exchanges;
  } finally {
    recording.stop();
  }
}

/** With metadata and without: our own trace, written and read again. */
async function inspected(exchanges: readonly Exchange[], metadataTexts: readonly string[]): Promise<readonly Report[]> {
  const trace = writeOwnTrace(exchanges);
  const known = [await knowledgeFrom({}), await knowledgeFrom({ metadataTexts })];
  return Promise.all(known.map((knowledge) => inspectInput(trace, knowledge)));
}

const logoutsIn = ({ flows }: Report) =>
  flows
    .filter(({ kind }) => kind === 'logout')
    .map(
      ({ initiator, outcome, evidence }) => `${initiator} ${outcome}: ${evidence.map(({ code }) => code).join(' ')}`,
    );
const problemsIn = ({ findings }: Report) =>
  findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(({ code, variant }) => `${code} ${variant}`);

describe('a logout of three service providers in one browser, one of which is asked by POST', () => {
  let world: IdpWorld;
  const metadata: string[] = [];
  const urls: string[] = [];

  beforeAll(async () => {
    world = await makeIdpWorld();
    for (const [name, logoutBinding] of [
      ['one', BINDING.redirect],
      ['two', BINDING.post],
      ['three', BINDING.redirect],
    ] as const) {
      const sp = await world.addSp(name, { logoutBinding });
      metadata.push(sp.metadata);
      urls.push(sp.url);
    }
    metadata.push(world.idp.metadata);
  });
  afterAll(() => world.close());

  async function logIn(): Promise<void> {
    for (const url of urls) {
      const page = await world.browser.open(`${url}/login`);
      if (page.forms.length > 0) await world.browser.press(page, 'Grace');
    }
  }

  test('begun at one of them: three logouts that succeeded, each by an answer that says so and was taken', async () => {
    const exchanges = await recorded(async () => {
      await logIn();
      await world.browser.open(`${urls[0]}/logout`);
    });
    const told = [
      'sp succeeded: says-success answer-taken',
      ...Array(2).fill('idp succeeded: says-success answer-taken'),
    ];
    for (const report of await inspected(exchanges, metadata))
      expect([logoutsIn(report), problemsIn(report)]).toEqual([told, []]);
  });

  test('begun at the identity provider: the same', async () => {
    const exchanges = await recorded(async () => {
      await logIn();
      await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
    });
    const told = Array(3).fill('idp succeeded: says-success answer-taken');
    for (const report of await inspected(exchanges, metadata))
      expect([logoutsIn(report), problemsIn(report)]).toEqual([told, []]);
  });

  test('a twin in which one has no address for logouts is none that succeeded: its status says that it is partial', async () => {
    const deaf = await world.addSp('deaf', { manners: 'none' });
    const exchanges = await recorded(async () => {
      await logIn();
      await world.browser.open(`${deaf.url}/login`);
      await world.browser.open(`${urls[0]}/logout`);
    });
    for (const report of await inspected(exchanges, [...metadata, deaf.metadata])) {
      expect(logoutsIn(report)[0]).toBe('sp refused: status-refused');
      expect(problemsIn(report)).toEqual(['status-not-success PartialLogout']);
    }
  });
});

describe('a logout of the companion', () => {
  let world: LogoutWorld;
  let subject: Subject;
  const metadata = () => [world.idp.metadata, ...world.companion().metadata];

  beforeAll(async () => {
    world = await makeLogoutWorld({ slo: ['post'] });
  });
  afterAll(async () => {
    await world.close();
    expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
  });

  async function logIn(): Promise<void> {
    const page = await beforeAcs(world, 'Anne', world.browser);
    subject = subjectOf(responseOf(page));
    const [form] = page.forms;
    if (form !== undefined) await world.browser.submit(page, form);
  }

  /** The identity provider asks by SOAP, about this session. */
  async function askBySoap(sessionIndex: string, isSigned = true): Promise<void> {
    const url = `${world.url()}/hub/saml/slo/soap`;
    const xml = idpLogoutRequest(world, { ...subject, sessionIndex }, { destination: url });
    const message = isSigned ? await (await idpSigner(world)).sign(xml, idOf(xml, 'samlp:LogoutRequest')) : xml;
    const body = writeSoapEnvelope(message, '1.1');
    await fetch(url, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  }

  test('by POST in both directions succeeded by an answer that was taken', async () => {
    const exchanges = await recorded(async () => {
      await logIn();
      await world.browser.open(`${world.url()}/hub/logout`);
    });
    for (const report of await inspected(exchanges, metadata()))
      expect([logoutsIn(report), problemsIn(report)]).toEqual([['sp succeeded: says-success answer-taken'], []]);
  });

  test('over the back channel succeeded by an answer that says so: nobody sees that it was taken', async () => {
    await logIn();
    const exchanges = await recorded(() => askBySoap(subject.sessionIndex));
    for (const report of await inspected(exchanges, metadata()))
      expect([logoutsIn(report), problemsIn(report)]).toEqual([['idp succeeded: says-success'], []]);
  });

  test('a twin there that names no session of ours was refused by its status', async () => {
    const exchanges = await recorded(() => askBySoap('nobody’s'));
    for (const report of await inspected(exchanges, metadata())) {
      expect(logoutsIn(report)).toEqual(['idp refused: status-refused']);
      expect(problemsIn(report)).toEqual(['status-not-success logout-UnknownPrincipal']);
    }
  });

  test('a twin there that the gate turned away was refused by a fault, whose words say for what', async () => {
    const exchanges = await recorded(() => askBySoap(subject.sessionIndex, false));
    for (const { flows, findings } of await inspected(exchanges, metadata())) {
      expect(flows).toMatchObject([
        { outcome: 'refused', owner: 'idp', confidence: 'likely', evidence: [{ code: 'http-refused' }] },
      ]);
      expect(findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'unsigned' });
    }
  });
});
