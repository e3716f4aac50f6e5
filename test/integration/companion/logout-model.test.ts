import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { makeLog } from '#server/log/log.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';
import { LOGOUT, type Logout } from '#shared/logout/logout.ts';
import type { Receipt } from '#shared/logout/receipt.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { samlSession } from '#test/fixtures/login-session.ts';
import { soapAnswer } from '#test/fixtures/soap-idp.ts';
import { idOf, idpSigner } from './forge.ts';
import { idpLogoutRequest, idpLogoutResponse, sloUrl } from './idp-messages.ts';
import { type LogoutWorld, makeLogoutWorld } from './logout-world.ts';

/**
 * Logouts in random orders, at two companions on one store: by users, time, the identity provider and an administrator;
 * with restarts, and messages that are lost, late, repeated or forged. Beside them runs the truth: who was told what, and
 * what the identity provider really said.
 */

const MINUTE = 60_000;
const { success, partialLogout, requester, responder, unknownPrincipal } = STATUS_CODE;

/** What the identity provider can answer. */
const ANSWERS: readonly (readonly string[])[] = [
  [success],
  [success, partialLogout],
  [requester, unknownPrincipal],
  [responder],
];

let world: LogoutWorld;
let second: Companion;
let store: Store;
let now = 1_900_000_000_000;
const secondLines: string[] = [];

async function startSecond(port: number): Promise<Companion> {
  const log = makeLog({ write: (line: string) => secondLines.push(line) });
  return startCompanion({ config: join(world.folder, 'second.yaml'), port, log, clock: () => now });
}

beforeAll(async () => {
  world = await makeLogoutWorld({ slo: ['redirect', 'soap'], clock: () => now });
  const yaml = await readFile(join(world.folder, 'companion.yaml'), 'utf8');
  await writeFile(join(world.folder, 'second.yaml'), `url: ${world.url()}\n${yaml}`);
  second = await startSecond(0);
  store = openSqliteStore(join(world.folder, 'state', 'companion.sqlite'));
});

afterAll(async () => {
  store.close();
  await second.close();
  await world.close();
  expect([...world.lines, ...secondLines].filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const which = fc.nat(1);
const session = fc.nat(2);
const answer = fc.nat(ANSWERS.length - 1);

const OPERATION = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('user' as const), at: which, session }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('administrator' as const), at: which, session, one: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('idp' as const),
      at: which,
      session,
      soap: fc.boolean(),
      all: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: which, message: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), at: which, message: fc.nat(9), answer }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('forged' as const), at: which, message: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('browser' as const), at: which, message: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.constantFrom(0.2, 1, 16, 31) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), at: which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('soap' as const), answer: fc.option(answer, { freq: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('use' as const), at: which, session }) },
);

type Operation = typeof OPERATION extends fc.Arbitrary<infer One> ? One : never;
type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

/** One of the two, on the port that it had. */
async function restart(which: number): Promise<void> {
  if (which === 0) return world.restart();
  const { port } = second;
  await second.close();
  second = await startSecond(port);
}

let runs = 0;
const nextRun = (): number => {
  runs += 1;
  return runs;
};

/** One run: three sessions, two of them of one user, and all that is known of them. */
class Run {
  readonly name = `run${nextRun()}`;
  readonly sessions = [
    { user: `${this.name}-anne`, index: 'a1' },
    { user: `${this.name}-anne`, index: 'a2' },
    { user: `${this.name}-eddie`, index: 'e1' },
  ].map((one) => ({
    ...one,
    index: `${this.name}-${one.index}`,
    cookie: `${this.name}-${one.index}-${'x'.repeat(40)}`,
  }));
  /** Sessions of which somebody was told that they are over. */
  readonly told = new Set<number>();
  /** Sessions that something has happened to by which they may be over. */
  readonly touched = new Set<number>();
  /** LogoutRequests of ours that a browser carries. */
  readonly questions: string[] = [];
  /** Addresses of LogoutRequests of the IdP's, for repeating. */
  readonly requests: { readonly url: string; readonly meant: readonly number[] }[] = [];
  /** What the IdP said to each question of ours, the first that was taken. */
  readonly said = new Map<string, readonly string[]>();
  /** Sessions that the IdP asked us to end. */
  readonly askedByIdp = new Set<number>();
  soapAnswer: readonly string[] | null = [success];

  async begin(): Promise<void> {
    for (const { user, index, cookie } of this.sessions) {
      const nameId = { value: user, format: null, nameQualifier: null, spNameQualifier: null };
      const login = samlSession({
        userId: user,
        idp: world.idp.entityId,
        nameId,
        sessionIndexes: [index],
        loggedInAt: now,
      });
      const key = hashSecret(cookie);
      await store.setSession({ key, login, lastSeenAt: now }, now + 24 * 60 * MINUTE, now + 30 * MINUTE);
    }
    world.soap.behave(async (asked) => {
      const codes = this.soapAnswer;
      if (codes === null) return 'hello';
      this.said.set(asked.id, codes);
      const speaker = { entityId: world.idp.entityId, signer: await idpSigner(world), clock: () => now };
      return soapAnswer(speaker, asked, { statusCodes: codes });
    });
  }

  base(at: number): string {
    return at === 0 ? world.url() : `http://localhost:${second.port}`;
  }

  async isOpen(index: number, at: number): Promise<boolean> {
    const cookie = `hub.session=${this.sessions[index]?.cookie}`;
    const answered = await fetch(`${this.base(at)}/hub/qps/user`, { headers: { cookie } });
    return 'userId' in ((await answered.json()) as object);
  }

  ofUser(index: number): readonly number[] {
    return [0, 1, 2].filter((other) => this.sessions[other]?.user === this.sessions[index]?.user);
  }

  async do(operation: Operation): Promise<void> {
    switch (operation.kind) {
      case 'user':
        return this.leave(operation);
      case 'administrator':
        return this.endAsAdministrator(operation);
      case 'idp':
        return this.askAsIdp(operation);
      case 'repeat':
        return this.repeat(operation);
      case 'answer':
        return this.answer(operation);
      case 'forged':
        return this.forge(operation);
      case 'browser':
        return this.carry(operation);
      case 'time':
        return this.pass(operation.minutes);
      case 'restart':
        return restart(operation.at);
      case 'soap':
        this.soapAnswer = operation.answer === null ? null : (ANSWERS[operation.answer] ?? null);
        return;
      case 'use':
        if (!(await this.isOpen(operation.session, operation.at))) this.told.add(operation.session);
        return;
    }
  }

  async leave({ at, session: index }: Of<'user'>): Promise<void> {
    const cookie = `hub.session=${this.sessions[index]?.cookie}`;
    this.touched.add(index);
    const answered = await fetch(`${this.base(at)}/hub/logout`, { headers: { cookie }, redirect: 'manual' });
    expect([200, 303]).toContain(answered.status);
    this.note(answered);
    this.told.add(index);
  }

  async endAsAdministrator({ at, session: index, one }: Of<'administrator'>): Promise<void> {
    const meant = one ? [index] : this.ofUser(index);
    const key = hashSecret(this.sessions[index]?.cookie ?? '');
    const path = one ? `/${key}` : `?user=${encodeURIComponent(`CORP\\${this.sessions[index]?.user}`)}`;
    for (const other of meant) this.touched.add(other);
    const headers = { Authorization: `Bearer ${world.companion().newToken ?? token}` };
    const answered = await fetch(`${this.base(at)}/api/sessions${path}`, { method: 'DELETE', headers });
    expect([200, 404]).toContain(answered.status);
    for (const other of meant) this.told.add(other);
  }

  async repeat({ at, message }: Of<'repeat'>): Promise<void> {
    const again = this.requests[message % Math.max(1, this.requests.length)];
    if (again === undefined) return;
    const answered = await fetch(again.url.replace(world.url(), this.base(at)), { redirect: 'manual' });
    // Of one that is too old by now nothing is believed.
    expect([303, 403]).toContain(answered.status);
  }

  async answer({ at, message, answer: which }: Of<'answer'>): Promise<void> {
    const id = this.questions[message % Math.max(1, this.questions.length)];
    if (id === undefined) return;
    const codes = ANSWERS[which] ?? [];
    const xml = idpLogoutResponse(world, { inResponseTo: id, statusCodes: codes, issueInstant: now });
    const answered = await this.deliver('SAMLResponse', xml, at);
    if (answered.status !== 303) return expect(answered.status).toBe(403);
    if (!this.said.has(id)) this.said.set(id, codes);
  }

  async forge({ at, message }: Of<'forged'>): Promise<void> {
    const id = this.questions[message % Math.max(1, this.questions.length)];
    if (id === undefined) return;
    const xml = idpLogoutResponse(world, { inResponseTo: id, statusCodes: [success], issueInstant: now });
    const url = await sloUrl(world, { parameter: 'SAMLResponse', xml, signer: null });
    const answered = await fetch(url.replace(world.url(), this.base(at)), { redirect: 'manual' });
    expect(answered.status).toBe(403);
  }

  async carry({ at, message }: Of<'browser'>): Promise<void> {
    const logouts = await this.logouts();
    const logout = logouts[message % Math.max(1, logouts.length)];
    if (logout === undefined) return;
    const answered = await fetch(`${this.base(at)}/hub/logout/continue?id=${logout.id}`, { redirect: 'manual' });
    expect(answered.status).toBe(303);
    this.note(answered);
  }

  async pass(minutes: number): Promise<void> {
    await this.quiet();
    now += minutes * MINUTE;
    if (minutes >= 16) for (const index of [0, 1, 2]) this.touched.add(index);
  }

  async askAsIdp({ at, session: index, soap, all }: Of<'idp'>): Promise<void> {
    const meant = all ? this.ofUser(index) : [index];
    const { user = '', index: sessionIndex = '' } = this.sessions[index] ?? {};
    const nameId = { value: user, format: null, nameQualifier: null, spNameQualifier: null };
    const destination = `${world.url()}/hub/saml/slo${soap ? '/soap' : ''}`;
    const changes = { destination, issueInstant: now, ...(all ? { sessionIndexes: [] } : {}) };
    const xml = idpLogoutRequest(world, { nameId, sessionIndex }, changes);
    const wasOpen = await Promise.all(meant.map((other) => this.isOpen(other, at)));
    for (const other of meant) this.touched.add(other);
    for (const other of meant) this.askedByIdp.add(other);
    const codes = soap ? await this.overSoap(xml, at) : await this.overRedirect(xml, at, meant);
    if (wasOpen.includes(true)) expect(codes).toEqual([success]);
    if (codes[0] === success) for (const other of meant) this.told.add(other);
  }

  async overSoap(xml: string, at: number): Promise<readonly string[]> {
    const signed = await (await idpSigner(world)).sign(xml, idOf(xml, 'samlp:LogoutRequest'));
    const answered = await fetch(`${this.base(at)}/hub/saml/slo/soap`, {
      method: 'POST',
      body: writeSoapEnvelope(signed, '1.1'),
      headers: { 'content-type': 'text/xml' },
    });
    expect(answered.status).toBe(200);
    return [...(await answered.text()).matchAll(/StatusCode Value="([^"]+)"/g)].map(([, code = '']) => code);
  }

  async overRedirect(xml: string, at: number, meant: readonly number[]): Promise<readonly string[]> {
    const url = await sloUrl(world, { parameter: 'SAMLRequest', xml });
    this.requests.push({ url, meant });
    const answered = await fetch(url.replace(world.url(), this.base(at)), { redirect: 'manual' });
    const message = readMessage(parseXml(readUrl(answered.headers.get('location') ?? '')[0]?.wire?.xml ?? ''));
    return message.kind === 'LogoutResponse' ? (message.status?.codes ?? []) : [];
  }

  async deliver(parameter: 'SAMLResponse', xml: string, at: number): Promise<Response> {
    const url = await sloUrl(world, { parameter, xml });
    return fetch(url.replace(world.url(), this.base(at)), { redirect: 'manual' });
  }

  /** A LogoutRequest that an answer sends the browser away with. */
  note(answered: Response): void {
    const location = answered.headers.get('location') ?? '';
    if (!location.startsWith(world.idp.url)) return;
    const message = readMessage(parseXml(readUrl(location)[0]?.wire?.xml ?? ''));
    if (message.kind === 'LogoutRequest' && message.id !== null) this.questions.push(message.id);
  }

  async logouts(): Promise<readonly Logout[]> {
    const rows = await store.listLogouts({ connection: 'hub', before: null, limit: 50 }, now);
    return rows.map(({ data }) => v.parse(LOGOUT, data)).filter(({ user }) => user.startsWith(`CORP\\${this.name}-`));
  }

  /** Waits until nobody is asked by SOAP: a clock that jumps meanwhile makes the answer one of long ago. */
  async quiet(): Promise<void> {
    const isAsked = ({ idp }: Logout): boolean =>
      (idp?.state.is === 'asked' && idp.state.by === 'soap') ||
      (idp?.state.is === 'to-ask' && idp.state.through === 'soap');
    await vi.waitFor(async () => expect((await this.logouts()).filter(isAsked)).toEqual([]), {
      timeout: 120_000,
      interval: 20,
    });
  }

  /** In no order is a session alive that somebody was told is ended, and none is ended that nothing has happened to. */
  async hold(): Promise<void> {
    for (const index of [0, 1, 2]) {
      const open = await Promise.all([0, 1].map((at) => this.isOpen(index, at)));
      if (this.told.has(index)) expect({ index, open }).toEqual({ index, open: [false, false] });
      if (!this.touched.has(index)) expect({ index, open }).toEqual({ index, open: [true, true] });
      if (!open[0] || !open[1]) this.told.add(index);
    }
  }

  /** Lets all time pass that anything waits for; then what receipts claim is compared with what is so. */
  async settle(): Promise<void> {
    for (const index of [0, 1, 2]) this.touched.add(index);
    for (let round = 0; round < 6; round++) {
      now += 20 * MINUTE;
      await vi.waitFor(
        async () => expect([await store.sessionsOver(now, 1), await store.dueLogouts(now, 1)]).toEqual([[], []]),
        {
          timeout: 120_000,
          interval: 50,
        },
      );
      await this.quiet();
    }
    await this.hold();
    for (const logout of await this.logouts()) {
      expect(['answered', 'unanswered', 'not-asked', 'asked-us']).toContain(logout.idp?.state.is);
      const receipt = await world.receipt(logout.reference);
      const [own, idp, others] = receipt.parts;
      const ended = this.sessions.flatMap(({ cookie }, index) =>
        logout.sessions.includes(hashSecret(cookie)) ? [index] : [],
      );
      expect([own?.opens, ended.length]).toEqual(['closed', receipt.sessions]);
      const requestId = logout.idp !== null && 'requestId' in logout.idp.state ? logout.idp.state.requestId : '';
      const said = this.said.get(requestId) ?? null;
      const itAsked = ended.some((index) => this.askedByIdp.has(index));
      if (!isLost(idp)) expect(idp?.answer?.codes ?? null).toEqual(said);
      if (idp?.opens === 'said-closed') expect(said?.[0] === success || itAsked).toBe(true);
      if (others?.opens === 'said-closed') expect(said).toEqual([success]);
      if (receipt.confirmed) expect(said).toEqual([success]);
      if (idp?.opens === 'not-asked') expect(said).toBeNull();
    }
  }
}

/** On a machine that has no time an answer is lost on its way, and the receipt says just that. */
function isLost(idp: Receipt['parts'][number] | undefined): boolean {
  return idp?.answer === null && (idp.unanswered === 'unreachable' || idp.detail === 'threads-busy');
}

/** The administrator's token: known after a restart, too. */
let token = '';
beforeAll(() => {
  token = world.companion().newToken ?? '';
});

test('in no order is a session alive that somebody was told is ended, and no receipt claims what is not so', async () => {
  const counts = { operations: 0, logouts: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(OPERATION, { minLength: 3, maxLength: 18 }), fc.boolean(), async (operations, side) => {
      const run = new Run();
      await run.begin();
      for (const operation of operations) {
        counts.operations += 1;
        // Requests in flight, at both companions.
        const inFlight =
          side && operation.kind !== 'restart' ? [0, 1, 2].map((index) => run.isOpen(index, index % 2)) : [];
        await Promise.all([run.do(operation), ...inFlight]);
        await run.hold();
      }
      await run.settle();
      counts.logouts += (await run.logouts()).length;
    }),
    { numRuns: Number(process.env['LOGOUT_RUNS'] ?? 25), endOnFailure: true },
  );
  expect(counts.logouts).toBeGreaterThan(10);
}, 600_000);
