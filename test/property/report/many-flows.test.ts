import { test } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { createReport } from '#shared/report/create-report.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

/** The same flow again and again, each with messages of its own. */
function repeated(one: Report, times: number): Report {
  const step = one.messages.length;
  const moved = (finding: Finding, by: number): Finding =>
    finding.message === null ? finding : { ...finding, message: finding.message + by };
  const offsets = Array.from({ length: times }, (_, index) => index * step);
  const messages = offsets.flatMap((by) =>
    one.messages.map((message) => ({
      ...message,
      index: message.index + by,
      findings: message.findings.map((finding) => moved(finding, by)),
    })),
  );
  const flows = offsets.flatMap((by) =>
    one.flows.map((flow) => ({
      ...flow,
      messages: flow.messages.map((index) => index + by),
      findings: flow.findings.map((finding) => moved(finding, by)),
      cause: flow.cause && moved(flow.cause, by),
    })),
  );
  return createReport({ kind: 'har', exchanges: 0 }, messages, flows);
}

test('the findings of many refused logins are put in order in a time that grows with their number', async () => {
  const teller = await makeStoryteller();
  const login = await teller.login({ startedAt: Date.UTC(2026, 0, 12), name: 'a', audience: 'https://other.example/' });
  const one = await inspectInput(writeHar(login), await knowledgeFrom({}));
  await expectLinear(
    (size) => repeated(one, size),
    (report) => report.findings.length,
    100,
  );
});
