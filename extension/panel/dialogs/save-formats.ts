import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { brokenSignatures } from '#shared/redact/broken-signatures.ts';
import { toHtmlReport } from '#shared/report/html-report.ts';
import { toMarkdown } from '#shared/report/markdown-report.ts';
import type { Section } from '#shared/report/outline.ts';
import { outlineReport } from '#shared/report/report-outline.ts';
import { mapSections, sectionTexts } from '#shared/report/section-texts.ts';
import { redactAside, redactTextsAside } from '../../redaction/redact-aside.ts';
import type { Share } from '../../store/share/share.ts';

/** What something may be given away as. */
export interface SaveFormat {
  readonly name: string;
  readonly extension: string;
  readonly mimeType: string;
  readonly note: string;
  /** Whether there is anything of it in this format. */
  readonly fits: (share: Share) => boolean;
  /** Null: it was given up. */
  readonly make: (share: Share, how: Making) => Outcome;
}

/** How a file is made. */
export interface Making {
  readonly redacted: boolean;
  readonly now: number;
  readonly onProgress: (share: number) => void;
  /** What can stop it is remembered. */
  readonly onBegun: (redaction: { cancel(): void }) => void;
}

type Outcome = Promise<Made | { readonly failure: string } | null>;

/** A file as it would leave, and what was done to it; no receipt where nothing was. */
export interface Made {
  readonly text: string;
  readonly receipt: string | null;
}

const hasExchanges = ({ exchanges }: Share): boolean => exchanges.length > 0;
const JSON_TYPE = 'application/json';

/** Every format, files to open again first. */
export const SAVE_FORMATS: readonly SaveFormat[] = [
  {
    name: 'Trace',
    extension: 'saml-workbench.json',
    mimeType: JSON_TYPE,
    note: 'Everything that was recorded, to open here again.',
    fits: hasExchanges,
    make: ({ exchanges, messages }, how) => asFile(writeOwnTrace(exchanges), messages, how),
  },
  {
    name: 'HAR',
    extension: 'har',
    mimeType: JSON_TYPE,
    note: 'For other network tools.',
    fits: hasExchanges,
    make: ({ exchanges, messages }, how) => asFile(writeHar(exchanges), messages, how),
  },
  {
    name: 'SAML-tracer',
    extension: 'saml-tracer.json',
    mimeType: JSON_TYPE,
    note: 'For the SAML-tracer extension.',
    fits: hasExchanges,
    make: ({ exchanges, messages }, how) =>
      asFile(writeSamlTracer(exchanges, xmlByExchange(messages), how.now), messages, how),
  },
  {
    name: 'XML',
    extension: 'xml',
    mimeType: 'application/xml',
    note: 'The messages alone, decoded, below each other.',
    fits: ({ messages }) => xmlsOf(messages).length > 0,
    make: ({ messages }, how) => asFile(`${xmlsOf(messages).join('\n\n')}\n`, messages, how),
  },
  {
    name: 'Markdown',
    extension: 'md',
    mimeType: 'text/markdown',
    note: 'What was found, for a ticket.',
    fits: ({ messages }) => messages.length > 0,
    make: (share, how) => asReport(share, how, (sections) => toMarkdown(sections)),
  },
  {
    name: 'HTML report',
    extension: 'html',
    mimeType: 'text/html',
    note: 'What was found, as one page to read anywhere: no script, nothing is loaded.',
    fits: ({ messages }) => messages.length > 0,
    make: (share, how) =>
      asReport(share, how, (sections, receipt) =>
        toHtmlReport('SAML report', sections, [
          `Made ${new Date(how.now).toISOString()}.`,
          ...(receipt?.split('\n') ?? []),
        ]),
      ),
  },
];

async function asFile(
  text: string,
  messages: readonly InspectedMessage[],
  { redacted, onProgress, onBegun }: Making,
): Outcome {
  if (!redacted) return { text, receipt: null };
  const redaction = redactAside(text, brokenSignatures(messages), onProgress);
  onBegun(redaction);
  return await redaction.outcome;
}

/** A report is redacted text by text: what was found stays found, which a redacted recording could not show. */
async function asReport(
  { report, exchanges, messages }: Share,
  { redacted, onBegun }: Making,
  write: (sections: readonly Section[], receipt: string | null) => string,
): Outcome {
  const sections = outlineReport(report, { all: false });
  if (!redacted) return { text: write(sections, null), receipt: null };
  const xmls = messages.flatMap(({ exchange, document }) =>
    exchange === null && document !== null ? [document.text] : [],
  );
  const redaction = redactTextsAside(sectionTexts(sections), { exchanges, xmls, kept: [], ids: [] });
  onBegun(redaction);
  const outcome = await redaction.outcome;
  if (outcome === null || 'failure' in outcome) return outcome;
  let at = 0;
  const replaced = mapSections(sections, () => outcome.texts[at++] ?? '');
  return { text: write(replaced, outcome.receipt), receipt: outcome.receipt };
}

function xmlsOf(messages: readonly InspectedMessage[]): readonly string[] {
  return messages.flatMap(({ wire }) => (wire === null ? [] : [wire.xml]));
}

function xmlByExchange(messages: readonly InspectedMessage[]): Map<string, string> {
  return new Map(
    messages.flatMap(({ exchange, wire }) => (exchange === null || wire === null ? [] : [[exchange.id, wire.xml]])),
  );
}
