import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { type Redaction, redactAside } from '../../redaction/redact-aside.ts';
import { exchangesOf } from '../../store/exchanges-of.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';

interface Format {
  readonly name: string;
  readonly extension: string;
  readonly note: string;
  write(exchanges: readonly Exchange[], messages: readonly InspectedMessage[], now: number): string;
}

const FORMATS: readonly Format[] = [
  {
    name: 'Trace',
    extension: 'saml-workbench.json',
    note: 'Everything that was recorded, to open here again.',
    write: writeOwnTrace,
  },
  { name: 'HAR', extension: 'har', note: 'For other network tools.', write: writeHar },
  {
    name: 'SAML-tracer',
    extension: 'saml-tracer.json',
    note: 'For the SAML-tracer extension.',
    write: (exchanges, messages, now) => writeSamlTracer(exchanges, xmlOf(messages), now),
  },
];

/** Saves what is on screen in one of the formats: redacted, unless the user wants it as it was. */
export function SaveDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const [redacted, setRedacted] = useState(true);
  const { share, receipt, redact } = useRedaction();
  const save = async (format: Format) => {
    const now = Date.now();
    const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
    const text = format.write(exchangesOf(workbench), workbench.report.value.messages, now);
    if (!redacted) {
      saveFile(`saml-${stamp}.${format.extension}`, 'application/json', text);
      return onClose();
    }
    const safe = await redact(text);
    if (safe === null) return;
    if ('failure' in safe) workbench.notices.show('bad', `Save: ${safe.failure}`);
    else saveFile(`saml-redacted-${stamp}.${format.extension}`, 'application/json', safe.text);
  };
  const choose = (format: Format) =>
    void save(format).catch((error: unknown) => workbench.notices.showError(error, 'Save'));
  return (
    <Dialog title="Save" notices={<Banners />} onClose={onClose}>
      <RedactionChoice redacted={redacted} onChange={setRedacted} />
      <ul class="choices">
        {FORMATS.map((format) => (
          <li key={format.name}>
            <button type="button" class="button" disabled={share !== null} onClick={() => choose(format)}>
              <Icon name="save" />
              <span>{format.name}</span>
            </button>
            <span class="quiet">{format.note}</span>
          </li>
        ))}
      </ul>
      {share === null ? null : <progress class="redacting" aria-label="Redacting" value={share} />}
      <div role="status" class="receipt">
        {receipt?.split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </Dialog>
  );
}

/** Redacts one file at a time; ends with the dialog. `share` is how much of it is done, null when there is nothing to do. */
function useRedaction() {
  const [share, setShare] = useState<number | null>(null);
  const [receipt, setReceipt] = useState<string | null>(null);
  const current = useRef<Redaction | null>(null);
  useEffect(() => () => current.current?.cancel(), []);
  const redact = async (text: string) => {
    setReceipt(null);
    setShare(0);
    current.current = redactAside(text, setShare);
    const outcome = await current.current.outcome.finally(() => setShare(null));
    setReceipt(outcome !== null && 'receipt' in outcome ? outcome.receipt : null);
    return outcome;
  };
  return { share, receipt, redact };
}

function RedactionChoice({ redacted, onChange }: { redacted: boolean; onChange: (redacted: boolean) => void }) {
  const id = useId();
  return (
    <div class="stack">
      <label class="check-label">
        <input
          type="checkbox"
          checked={redacted}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        Redacted, for sharing
      </label>
      <p id={id} class={redacted ? 'banner tone-neutral' : 'banner tone-warning'}>
        <Icon name={redacted ? 'neutral' : 'warning'} />
        <span>
          {redacted
            ? 'Names, values, cookies, passwords and hosts are replaced by pseudonyms, the same for the same value, so that the problem can still be seen. Signatures do not hold in it any longer. Look through the file before you give it away.'
            : "The file holds everything as it was: passwords that were typed, cookies, and assertions with the person's data. Give it only to whom you trust with these."}
        </span>
      </p>
    </div>
  );
}

function xmlOf(messages: readonly InspectedMessage[]): Map<string, string> {
  return new Map(
    messages.flatMap(({ exchange, wire }) => (exchange === null || wire === null ? [] : [[exchange.id, wire.xml]])),
  );
}
