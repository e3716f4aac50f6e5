import { connectionMark } from '#server/attempts/connection-mark.ts';
import type { ReadReport } from '#server/attempts/keep-attempt.ts';
import type { Service } from '#server/connection/service.ts';
import type { RequestEnvironment } from '#server/hub/decide-access.ts';
import type { LoginReport, ToldFinding, ToldMapping } from '#shared/api/logins.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import type { Report } from '#shared/report/report.ts';
import { inspectAttempt } from './inspect-attempt.ts';
import { outlineAttempt, tellFinding } from './outline-attempt.ts';
import { ownerMessage } from './owner-message.ts';
import { tellAccess } from './tell-access.ts';

/**
 * Everything that is known of a login under its reference number: what its page said, the mapping, what rules would give,
 * the text for whoever must act, and the inspector's report of the recording.
 *
 * @param environment of who asks: rules that go by an address are told for this one
 */
export async function tellReport(
  service: Service,
  report: ReadReport,
  environment: RequestEnvironment,
): Promise<LoginReport> {
  const { page, mapping, connection, received } = report.attempt;
  const outline = outlineAttempt(report);
  const reasons = (page?.findings ?? []).map(tellFinding);
  const inspected = await inspectAttempt(service, report.attempt);
  return {
    ...outline,
    page: page === null ? null : toldPage(page),
    reasons,
    noticed: noticedIn(inspected, reasons),
    mapping: mapping === null ? null : tellMapping(mapping),
    access: tellAccess(service, mapping, environment),
    message: ownerMessage(service, report, outline, reasons),
    report: inspected === null ? null : toJsonReport(inspected, { all: false }),
    connectionChanged: connection !== connectionMark(service),
    hasTrace: received.form !== null,
  };
}

/** Failures that are none of the reasons, by code. */
function noticedIn(report: Report | null, reasons: readonly ToldFinding[]): ToldFinding[] {
  const told = new Set(reasons.map(({ code }) => code));
  const others = (report?.findings ?? []).filter(({ code, outcome }) => outcome === 'fail' && !told.has(code));
  return others.map(tellFinding);
}

function toldPage({ status, title, explanation, fix, facts }: NonNullable<ReadReport['attempt']['page']>) {
  return {
    status,
    title,
    explanation,
    fix,
    facts: facts.map(({ label, values }) => ({ label, values: [...values] })),
  };
}

/** A mapping in words of the API. */
export function tellMapping({ user, nameId, attributes, dropped, unused }: AssertionMapping): ToldMapping {
  return {
    user: user === null ? null : { userId: user.id, userDirectory: user.directory },
    nameId,
    attributes: attributes.map(({ name, values }) => ({
      name,
      values: values.map((value) => ({ ...value, changed: [...value.changed] })),
    })),
    dropped: [...dropped],
    unused: unused.map((attribute) => ({ ...attribute, values: [...attribute.values] })),
  };
}
