import { writeSync } from 'node:fs';
import { StatementSync } from 'node:sqlite';
import { moveLogout } from '#server/logout/move-logout.ts';
import { settleLogoutRequest } from '#server/logout/settle-logout-request.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { openSqliteStore } from '#server/store/sqlite.ts';
import type { Store } from '#server/store/store.ts';
import type { LogoutBegun } from '#shared/logout/logout.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { ENDS, killedService, requestOf, sessionOf } from './killed-service.ts';

/**
 * The process that is killed: does with the sessions of one round what the companion does, on the same store, and says
 * of each session on a line of its own when somebody is told that it is over.
 *
 * Arguments: the store, the round, the time, after which statement it kills itself (0: it does not), and the places of
 * the sessions in the order in which they end; without any it ends by itself.
 */
const [file = '', round = '', time = '', after = '', order = ''] = process.argv.slice(2);

/** Questions of other rounds that it goes on with, so that no round takes long. */
const DUE = 3;

const now = Number(time);
killAfter(Number(after));
const service = killedService(openSqliteStore(file), now);
const { store } = service;

/** `kill -9` before the statement of this number, whether it is the first of a step or in its middle. */
function killAfter(statements: number): void {
  let left = statements;
  const counting = <Method extends (...values: never[]) => unknown>(method: Method): Method =>
    new Proxy(method, {
      apply: (run, self, values) => {
        left -= 1;
        if (left === 0) process.kill(process.pid, 'SIGKILL');
        return Reflect.apply(run, self, values);
      },
    });
  const { prototype } = StatementSync;
  prototype.run = counting(prototype.run);
  prototype.get = counting(prototype.get);
  prototype.all = counting(prototype.all);
}

function tell(line: string): void {
  writeSync(1, `${line}\n`);
}

async function end(places: readonly number[], begun: LogoutBegun): Promise<void> {
  const sessions = places.map((place) => sessionOf(round, place, now));
  const [logout] = await endSessions(service, sessions, begun);
  for (const { key } of sessions) tell(key);
  if (logout === undefined || begun.by === 'timeout') return;
  const requestId = `_ours-${round}-${places.join()}`;
  await moveLogout(service, logout.id, { type: 'sent', by: 'redirect', requestId, at: now, until: now + 900_000 });
  if (ENDS[places[0] ?? 0] !== 'answered') return;
  const answer = { type: 'answered', requestId, at: now, codes: [STATUS_CODE.success], message: null } as const;
  await moveLogout(service, logout.id, answer);
}

async function endAsIdp(place: number): Promise<void> {
  const { codes } = await settleLogoutRequest(service, requestOf(round, place, now));
  if (codes.join() === STATUS_CODE.success) tell(`${round}-key-${place}`);
}

/** A request in flight, whose session was read before it ended, writes it back (rolling sessions). */
async function useLate(kept: Store, place: number): Promise<void> {
  const session = sessionOf(round, place, now);
  if (await kept.setSession(session, now + 90_000_000)) tell(`resurrected ${session.key}`);
  await kept.touchSession(session.key, now);
}

/** What another process began and did not finish. */
async function goOn(): Promise<void> {
  for (const row of await store.dueLogouts(now, DUE)) {
    const state = readLogout(row, service.log)?.idp?.state;
    const requestId = `_soap-${row.id}`;
    if (state?.is === 'to-ask' && state.through === 'soap') {
      await moveLogout(service, row.id, { type: 'sent', by: 'soap', requestId, at: now, until: now + 15_000 });
      await moveLogout(service, row.id, { type: 'unreachable', requestId, at: now, detail: 'reset' });
    } else await moveLogout(service, row.id, { type: 'time', at: now });
  }
}

async function endAll(): Promise<void> {
  tell('open');
  await goOn();
  for (const place of order === '' ? [] : order.split(',').map(Number)) {
    const how = ENDS[place];
    if (how === 'idp' || how === 'idp-by-index') await endAsIdp(place);
    else if (how === 'timeout') await end([place], { by: 'timeout', limit: 'idle' });
    else if (how === 'together') await end([ENDS.indexOf('together'), ENDS.length - 1], { by: 'administrator' });
    else await end([place], { by: 'user' });
    await useLate(store, place);
  }
  tell('done');
  // Until it is killed; with nothing to do it has only shown Node what to compile.
  if (order !== '') setInterval(() => undefined, 1000);
}

void endAll();
