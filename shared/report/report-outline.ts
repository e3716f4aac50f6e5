import { counted, listed } from '#shared/base/count-words.ts';
import type { Tone } from '#shared/explain/facts/fact.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import { type Finding, type FindingOutcome, isError, isProblem, type Severity } from '#shared/inspection/finding.ts';
import { type Row, row, type Section, section } from './outline.ts';
import { outlineFlow } from './outline-flow.ts';
import { messageName, outlineMessage } from './outline-message.ts';
import type { Report } from './report.ts';

/** The report in the order in which an engineer reads: the verdict and its cause, flows, messages, all findings. */
export function outlineReport(report: Report, options: { readonly all: boolean }): readonly Section[] {
  const cause = headOf(report);
  const folded = report.findings.filter(({ consequenceOf }) => consequenceOf != null);
  const rest = report.findings.filter((finding) => finding !== cause && finding.consequenceOf == null);
  const open = rest.filter(({ outcome }) => outcome === 'unknown');
  return [
    verdict(report),
    ...group(
      'Flows',
      report.flows.map((flow) => outlineFlow(flow, report)),
    ),
    ...group('Messages', report.messages.map(outlineMessage)),
    ...GROUPS.filter(({ outcome }) => options.all || outcome !== 'pass').flatMap(
      ({ title, tone, outcome, severity }) => {
        const findings = rest.filter(
          (finding) => finding.outcome === outcome && (severity ?? finding.severity) === finding.severity,
        );
        return group(
          `${title} (${findings.length})`,
          findings.map((finding) => outlineFinding(finding, tone, report)),
        );
      },
    ),
    ...group(`What follows from these (${folded.length})`, folded.length === 0 ? [] : [outlineFolded(folded, report)]),
    ...group(`Could not be checked (${open.length})`, outlineOpen(open, report)),
  ];
}

const INPUTS: Readonly<Record<InputKind, string>> = {
  xml: 'an XML document',
  parameter: 'a parameter value',
  url: 'a URL',
  form: 'a form body',
  html: 'an HTML page',
  har: 'a HAR',
  'saml-tracer': 'an export of SAML-tracer',
  trace: 'a trace',
  soap: 'a SOAP envelope',
  text: 'a text',
};

const GROUPS: readonly { title: string; tone: Tone; outcome: FindingOutcome; severity?: Severity }[] = [
  { title: 'More errors', tone: 'bad', outcome: 'fail', severity: 'error' },
  { title: 'Warnings', tone: 'warning', outcome: 'fail', severity: 'warning' },
  { title: 'Worth knowing', tone: 'plain', outcome: 'fail', severity: 'info' },
  { title: 'In order', tone: 'good', outcome: 'pass' },
];

function group(title: string, sections: readonly Section[]): readonly Section[] {
  return sections.length === 0 ? [] : [section(title, { sections })];
}

/** What is told before all: the first error, or what a flow failed by that is no fault of a message (half a logout). */
function headOf({ findings, flows }: Report): Finding | undefined {
  return findings.find(isError) ?? (flows.some(hasFailed) ? findings.find(isProblem) : undefined);
}

function verdict(report: Report): Section {
  const { kind, exchanges } = report.input;
  const counts = [
    counted(report.messages.length, 'message'),
    ...(report.flows.length > 0 ? [counted(report.flows.length, 'flow')] : []),
  ];
  const read = `${INPUTS[kind]}${exchanges > 0 ? ` of ${counted(exchanges, 'exchange')}` : ''}, with ${listed(counts)}`;
  const cause = headOf(report);
  if (cause !== undefined) return causeSection(cause, row('Read', read), report);
  const warnings = report.findings.filter((finding) => isProblem(finding) && !isError(finding)).length;
  const open = report.findings.filter(({ outcome }) => outcome === 'unknown').length;
  const title = report.messages.length === 0 ? 'No SAML message was found' : 'No error was found';
  const rest = [
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(open > 0 ? [`${counted(open, 'check')} could not be made`] : []),
  ];
  const tone = report.messages.length === 0 || warnings > 0 ? 'warning' : 'good';
  return section(title, {
    tone,
    rows: [...row('But', rest.length > 0 ? rest.join(', ') : null), ...row('Read', read)],
  });
}

function causeSection(cause: Finding, read: readonly Row[], report: Report): Section {
  const { whole } = wordsFor(cause);
  return section(whole, { tone: 'bad', rows: [...findingRows(cause, report), ...read] });
}

function outlineFinding(finding: Finding, tone: Tone, report: Report): Section {
  return section(wordsFor(finding).whole, { tone, rows: findingRows(finding, report) });
}

/** Consequences, each in one line behind its cause: they go when the cause does. */
function outlineFolded(findings: readonly Finding[], report: Report): Section {
  const rows = findings.flatMap((finding) => {
    const message = finding.message === null ? undefined : report.messages[finding.message];
    const where = message === undefined ? '' : ` (message ${message.index + 1})`;
    return row(`${finding.code}, from ${finding.consequenceOf}`, `${wordsFor(finding).title}${where}`);
  });
  return section('They go when the cause does', { rows });
}

/** Checks that lack the same thing stand together under what to give. */
function outlineOpen(findings: readonly Finding[], report: Report): readonly Section[] {
  const byFix = Map.groupBy(findings, (finding) => wordsFor(finding).fix);
  return [...byFix].map(([fix, lacking]) =>
    section(fix === '' ? 'Not known' : fix, { rows: openRows(lacking, report) }),
  );
}

/** What could not be checked, once each, by message. */
function openRows(findings: readonly Finding[], report: Report): readonly Row[] {
  const byMessage = Map.groupBy(findings, ({ message }) => message);
  return [...byMessage].flatMap(([index, lacking]) => {
    const message = index === null ? undefined : report.messages[index];
    const titles = new Set(lacking.map((finding) => wordsFor(finding).title));
    return row(message === undefined ? 'Input' : `Message ${message.index + 1}`, [...titles]);
  });
}

/** What is to be known of one finding, beside its title. */
export function findingRows(finding: Finding, report: Pick<Report, 'messages'>): readonly Row[] {
  const { fix } = wordsFor(finding);
  const message = finding.message === null ? undefined : report.messages[finding.message];
  return [
    ...row('What to do', fix === '' ? null : fix),
    ...row('Who must act', finding.outcome === 'fail' ? OWNER_WORDS[finding.owner] : null),
    ...row('Expected', finding.expected),
    ...row('Received', finding.received),
    ...row('Where', message === undefined ? finding.path : `${messageName(message)}, ${finding.path}`),
    ...row('Code', `${finding.code}, ${finding.clause}`),
  ];
}
