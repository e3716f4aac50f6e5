import type { Context } from 'koa';
import * as v from 'valibot';
import { keepAttempt } from '#server/attempts/keep-attempt.ts';
import { keptPage } from '#server/attempts/report-refusal.ts';
import { record } from '#server/audit/record.ts';
import type { SamlService } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import { COMPANION } from '#server/pages/site.ts';
import { readRow } from '#server/store/read-row.ts';
import { toRefusal } from '#server/web/answer-errors.ts';
import { type PublicRefusal, Refusal } from '#server/web/refusal.ts';
import type { Actor } from '#shared/api/audit.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { acceptResponse, decideOnResponse } from './accept-response.ts';
import { type LoginRequest, makeRelayState } from './login-request.ts';

/** A login test that an administrator has begun. */
export interface LoginTestBegun {
  /** Under which its report will be kept. */
  readonly reference: string;
  readonly actor: Actor;
  /** Of the console's session that began it: its values are for that one. */
  readonly session: string;
}

/** One whose request is at the identity provider. */
interface WaitingTest extends LoginTestBegun {
  readonly test: Pick<LoginRequest, 'nonce' | 'browser'>;
}

const ACTOR = v.object({ kind: v.picklist(['token', 'console', 'user', 'client', 'companion']), name: v.string() });
const BEGUN = { reference: v.string(), actor: ACTOR, session: v.string() };
const STARTED = v.object({ ...BEGUN, stage: v.literal('start') });
const WAITING = v.object({
  ...BEGUN,
  stage: v.literal('waiting'),
  test: v.object({ nonce: v.string(), browser: v.string() }),
});

/** So long the address that begins a test is good. */
const START_WAITS = 5 * 60 * 1000;

/** Keeps a test until its browser opens the address that begins it. Gives what that address carries, and its end. */
export async function keepTestStart(
  service: SamlService,
  begun: LoginTestBegun,
): Promise<{ readonly ticket: string; readonly expiresAt: number }> {
  const ticket = service.random();
  const expiresAt = service.clock() + START_WAITS;
  await keep(service, startKey(ticket), { ...begun, stage: 'start' }, expiresAt);
  return { ticket, expiresAt };
}

/** The test of that address, once; null: there is none, or not any more. */
export async function takeTestStart(service: SamlService, ticket: string): Promise<LoginTestBegun | null> {
  const { store, clock, log } = service;
  return readRow(STARTED, await store.takePending('login-test', keyOf(service, startKey(ticket)), clock()), {
    log,
    kind: 'login-test',
  });
}

/** Keeps a test while its request is at the identity provider. */
export async function keepWaitingTest(
  service: SamlService,
  begun: LoginTestBegun,
  request: LoginRequest,
): Promise<void> {
  const { nonce, browser, expiresAt } = request;
  const waiting = { ...begun, stage: 'waiting', test: { nonce, browser } };
  await keep(service, makeRelayState(service, request), waiting, expiresAt);
}

/** Takes the test whose request carried this RelayState, once; null: it was no test, or it has been answered. */
export async function takeLoginTest(service: SamlService, relayState: string | null): Promise<WaitingTest | null> {
  if (relayState === null) return null;
  const { store, clock, log } = service;
  const key = keyOf(service, relayState);
  // Nearly every login is none: to look costs less than to take.
  if ((await store.getPending('login-test', key, clock())) === null) return null;
  return readRow(WAITING, await store.takePending('login-test', key, clock()), { log, kind: 'login-test' });
}

/**
 * The answer to a test: judged as a login is, its assertion and its request used up like those of one, and no session.
 * What came of it is kept under the test's number, and shown to the browser that began it.
 */
export async function finishLoginTest(
  ctx: Context,
  service: SamlService,
  { reference, actor, test, session }: WaitingTest,
  message: IncomingMessage,
): Promise<void> {
  const { decision, refusal } = await judge(service, message);
  const form = message.raw;
  const page = refusal === null ? null : keptPage(refusal);
  const outcome = refusal === null ? 'passed' : 'refused';
  await keepAttempt(ctx, service, {
    ...{ reference, kind: 'test', outcome, form, decision, page, browser: null, test: { ...test, session } },
  });
  const connection = service.settings.prefix;
  const facts = { connection, reference, code: page?.code ?? outcome };
  await record(service, { actor, action: 'login-tested', subject: connection, facts });
  ctx.status = 303;
  ctx.redirect(`${service.base}/saml/login-test/${reference}`);
}

async function judge(
  service: SamlService,
  message: IncomingMessage,
): Promise<{ readonly decision: MessageDecision | null; readonly refusal: PublicRefusal | null }> {
  let decision: MessageDecision | null = null;
  try {
    decision = await decideOnResponse(service, message);
    await acceptResponse(service, decision);
    return { decision, refusal: null };
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof WorkbenchError)) throw error;
    return { decision, refusal: toRefusal(error, COMPANION).shown };
  }
}

async function keep(service: SamlService, secret: string, data: unknown, expiresAt: number): Promise<void> {
  const waiting = { owner: hashSecret('login-tests'), expiresAt };
  await service.store.addPending('login-test', keyOf(service, secret), data, waiting);
}

function startKey(ticket: string): string {
  return `start ${ticket}`;
}

/** A test belongs to one connection. */
function keyOf({ settings }: SamlService, secret: string): string {
  return hashSecret(JSON.stringify([settings.prefix, secret]));
}
