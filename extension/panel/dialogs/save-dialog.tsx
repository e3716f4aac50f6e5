import type { Exchange } from '#shared/trace/exchange.ts';
import type { InspectedMessage } from '#shared/trace/report.ts';
import { writeHar } from '#shared/trace/write-har.ts';
import { writeOwnTrace } from '#shared/trace/write-own-trace.ts';
import { writeSamlTracer } from '#shared/trace/write-saml-tracer.ts';
import { exchangesOf } from '../../store/exchanges-of.ts';
import { useWorkbench } from '../context.ts';
import { Icon } from '../parts/icon.tsx';
import { saveFile } from '../parts/save-file.ts';
import { Dialog } from './dialog.tsx';

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

/** Saves what is on screen in one of the formats. */
export function SaveDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const save = (format: Format) => {
    const now = Date.now();
    const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
    saveFile(
      `saml-${stamp}.${format.extension}`,
      'application/json',
      format.write(exchangesOf(workbench), workbench.report.value.messages, now),
    );
    onClose();
  };
  return (
    <Dialog title="Save" onClose={onClose}>
      <p class="banner tone-warning">
        <Icon name="warning" />
        <span>
          The file holds everything as it was: passwords that were typed, cookies, and assertions with the person's
          data. Give it only to whom you trust with these.
        </span>
      </p>
      <ul class="choices">
        {FORMATS.map((format) => (
          <li key={format.name}>
            <button type="button" class="button" onClick={() => save(format)}>
              <Icon name="save" />
              <span>{format.name}</span>
            </button>
            <span class="quiet">{format.note}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function xmlOf(messages: readonly InspectedMessage[]): Map<string, string> {
  return new Map(
    messages.flatMap(({ exchange, wire }) => (exchange === null || wire === null ? [] : [[exchange.id, wire.xml]])),
  );
}
