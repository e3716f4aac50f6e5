import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import type { Log } from '#server/log/log.ts';
import { readRow } from '#server/store/read-row.ts';
import type { ReportEntry, StoredReport } from '#server/store/report-rows.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { ATTEMPT, type Attempt, type KeptPage } from './attempt.ts';
import { connectionMark } from './connection-mark.ts';
import { accessOwner, type ReportOwner, reportOwner, testOwner } from './owner-of.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A stranger's report is for whoever looks at a fault at once. */
const STRANGER_DAYS = 1;

/** Characters of a form that are kept: of a login in 1,000 groups, encrypted, 400,000. Of a stranger's much less. */
const MAX_FORM = { known: 512 * 1024, stranger: 16 * 1024 } as const;

/** What is known of an attempt while it is under way. */
interface Attempted extends Pick<Attempt, 'page' | 'browser' | 'test'> {
  /** Whose session was refused something; left out: it is no session's. */
  readonly user?: string | null;
  readonly reference: string;
  readonly kind: StoredReport['kind'];
  readonly outcome: StoredReport['outcome'];
  /** The form as it arrived; null: there is none. */
  readonly form: string | null;
  /** Null: the gate did not come to one. */
  readonly decision: Pick<MessageDecision, 'mapping' | 'assertionId'> | null;
}

/**
 * Keeps what a login came to. Where the store fails, the login or its refusal goes on all the same, and the log says
 * that there is no report; false: so it was, or the connection keeps none.
 */
export async function keepAttempt(ctx: Context, service: Service, attempted: Attempted): Promise<boolean> {
  const { settings } = service;
  const isTest = attempted.kind === 'test';
  if (settings.reportDays === 0 && !isTest) return false;
  const mapping = attempted.decision?.mapping ?? null;
  const { owner, isStranger } = ownerFor(ctx, settings.prefix, attempted);
  const { page, browser, test, form, reference, kind, outcome, user = null } = attempted;
  const limit = isStranger ? MAX_FORM.stranger : MAX_FORM.known;
  const at = service.clock();
  const data: Attempt = {
    received: {
      at,
      method: ctx.method,
      url: `${service.url}${ctx.path}`,
      form: form !== null && form.length <= limit ? form : null,
    },
    page,
    user,
    mapping,
    accepted: outcome === 'arriving' || outcome === 'passed',
    arrival: null,
    idp: settings.connection.idp?.entityId ?? null,
    connection: connectionMark(service),
    browser,
    test,
  };
  const assertionId = outcome === 'refused' ? null : (attempted.decision?.assertionId ?? null);
  const report = { reference, connection: settings.prefix, kind, outcome, at, assertionId, data };
  const most = isStranger ? STRANGER_DAYS : settings.reportDays;
  const days = isTest ? Math.max(1, most) : Math.min(most, settings.reportDays);
  return await keep(service, report, { owner, expiresAt: at + days * DAY });
}

function ownerFor(ctx: Context, prefix: string, { kind, user = null, decision }: Attempted): ReportOwner {
  if (kind === 'test') return testOwner(prefix);
  return user === null ? reportOwner(prefix, decision?.mapping ?? null, ctx.ip) : accessOwner(prefix, user);
}

async function keep(service: Service, report: StoredReport, entry: ReportEntry): Promise<boolean> {
  try {
    await service.store.setReport(report, entry);
    return true;
  } catch (error) {
    return notKept(service, report.reference, error);
  }
}

/** A stored report with its data read. */
export type ReadReport = StoredReport & { readonly attempt: Attempt };

/** What is kept under a reference number of this connection; null: nothing, or not any more. */
export async function findAttempt(service: Service, reference: string): Promise<ReadReport | null> {
  return read(service, await service.store.getReport(reference, service.clock()));
}

/** What is kept of the login that an assertion made; null: nothing, or not any more. */
export async function findAttemptOf(service: Service, assertionId: string): Promise<ReadReport | null> {
  const { store, settings, clock } = service;
  return read(service, await store.findReport(settings.prefix, assertionId, clock()));
}

/** Reads a report of this connection as the store gave it back; null: it is another's, or of a form that is not known. */
function read({ settings, log }: Service, report: StoredReport | null): ReadReport | null {
  if (report === null || report.connection !== settings.prefix) return null;
  const attempt = readAttempt(log, report);
  return attempt === null ? null : { ...report, attempt };
}

/** The data of a report, of whatever connection. */
export function readAttempt(log: Log, report: StoredReport): Attempt | null {
  return readRow(ATTEMPT, report.data, { log, kind: 'report' });
}

/** Notes that the browser of an accepted login came back, has its session, and was led on. */
export async function noteArrival(service: Service, reference: string, destination: string): Promise<void> {
  const { url, settings, clock } = service;
  const { origin, pathname } = new URL(destination, url);
  const arrival = { at: clock(), ledTo: `${origin}${pathname}`, cookie: settings.cookie };
  await amend(service, reference, 'logged-in', { arrival });
}

/** Notes that an accepted login was refused when its browser came back. */
export async function noteRefusedArrival(service: Service, reference: string, page: KeptPage): Promise<boolean> {
  return await amend(service, reference, 'refused', { page });
}

async function amend(
  service: Service,
  reference: string,
  outcome: StoredReport['outcome'],
  changes: Partial<Attempt>,
): Promise<boolean> {
  try {
    const found = await findAttempt(service, reference);
    if (found === null) return false;
    await service.store.amendReport(reference, outcome, { ...found.attempt, ...changes });
    return true;
  } catch (error) {
    return notKept(service, reference, error);
  }
}

/** Whoever logs in is not kept out because a report could not be written. */
function notKept({ log, settings }: Service, reference: string, error: unknown): false {
  if (!(error instanceof WorkbenchError)) throw error;
  log.warn('report-not-kept', { connection: settings.prefix, reference, code: error.code });
  return false;
}
