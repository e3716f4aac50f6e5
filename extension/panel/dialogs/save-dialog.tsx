import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { exchangesOf } from '../../store/share/exchanges-of.ts';
import { SCOPES, type Scope, shareOf, wholeShareOf } from '../../store/share/share.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';
import { type Made, SAVE_FORMATS, type SaveFormat } from './save-formats.ts';

interface SaveDialogProps {
  onClose: () => void;
  /** Begins with what is chosen, as Markdown to look through. */
  share?: boolean;
}

/** A file as it would leave. */
interface Previewed extends Made {
  readonly format: SaveFormat;
}

/** Gives away what is on screen, in any format: redacted, unless the user wants it as it was, and looked through before. */
export function SaveDialog({ onClose, share: isShare = false }: SaveDialogProps) {
  const workbench = useWorkbench();
  const [redacted, setRedacted] = useState(true);
  const [scope, setScope] = useState<Scope>(isShare ? 'chosen' : 'all');
  const [preview, setPreview] = useState<Previewed | null>(null);
  const { progress, receipt, make } = useMaking();
  const share = shareOf(workbench, scope);

  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setPreview(null);
      set(value);
    };
  const show = async (format: SaveFormat) => {
    setPreview(null);
    const made = await make(format, redacted, scope);
    if (made !== null) setPreview({ ...made, format });
  };
  const save = async (format: SaveFormat) => {
    const ready = preview?.format === format ? preview : await make(format, redacted, scope);
    if (ready === null) return;
    saveFile(nameOf(format, redacted), format.mimeType, ready.text);
    if (!redacted) onClose();
  };
  const run = (work: Promise<void>) => void work.catch((error: unknown) => workbench.notices.showError(error, 'Save'));
  useEffect(() => {
    const markdown = SAVE_FORMATS.find(({ name }) => name === 'Markdown');
    if (isShare && markdown !== undefined) run(show(markdown));
  }, [isShare, redacted, scope]);

  return (
    <Dialog title="Save" wide notices={<Banners />} onClose={onClose}>
      <ScopeChoice scope={scope} onChange={change(setScope)} />
      <RedactionChoice redacted={redacted} onChange={change(setRedacted)} />
      <ul class="choices">
        {SAVE_FORMATS.filter((format) => format.fits(share)).map((format) => (
          <li key={format.name}>
            <button type="button" class="button" disabled={progress !== null} onClick={() => run(save(format))}>
              <Icon name="save" />
              <span>{format.name}</span>
            </button>
            <button
              type="button"
              class="button small"
              disabled={progress !== null}
              aria-label={`Preview of ${format.name}`}
              onClick={() => run(show(format))}
            >
              Preview
            </button>
            <span class="quiet">{format.note}</span>
          </li>
        ))}
      </ul>
      {progress === null ? null : <progress class="redacting" aria-label="Redacting" value={progress} />}
      <div role="status" class="receipt">
        {receipt?.split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {preview !== null && <Preview preview={preview} onSave={() => run(save(preview.format))} />}
    </Dialog>
  );
}

/** As much is shown of what leaves. Characters. */
const SHOWN = 100_000;

function Preview({ preview: { format, text }, onSave }: { preview: Previewed; onSave: () => void }) {
  const place = useRef<HTMLElement>(null);
  // Below the formats it may be out of sight, and it is what was asked for.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [text]);
  return (
    <section ref={place} class="stack" aria-label="Preview">
      <div class="view-tools">
        <strong>{format.name}</strong>
        <span class="quiet">{counted(text.length, 'character')}</span>
        <span class="spacer" />
        <CopyButton text={() => text} label={`the ${format.name}`} withWord />
        <button type="button" class="button small" onClick={onSave}>
          <Icon name="save" />
          <span>Save this</span>
        </button>
      </div>
      <textarea
        name="preview"
        class="message-preview code"
        readOnly
        rows={14}
        aria-label="What leaves"
        value={text.slice(0, SHOWN)}
      />
      {text.length > SHOWN && <p class="quiet">The rest is in the file, not in this preview.</p>}
    </section>
  );
}

function nameOf({ extension }: SaveFormat, redacted: boolean): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `saml-${redacted ? 'redacted-' : ''}${stamp}.${extension}`;
}

/** Makes one file at a time; ends with the dialog. `progress` is how much of it is done, null when there is nothing to do. */
function useMaking() {
  const workbench = useWorkbench();
  const [progress, setProgress] = useState<number | null>(null);
  const [receipt, setReceipt] = useState<string | null>(null);
  const current = useRef<{ cancel(): void } | null>(null);
  useEffect(() => () => current.current?.cancel(), []);
  const make = async (format: SaveFormat, redacted: boolean, scope: Scope): Promise<Made | null> => {
    current.current?.cancel();
    setReceipt(null);
    setProgress(0);
    const onBegun = (redaction: { cancel(): void }) => {
      current.current = redaction;
    };
    const share = await wholeShareOf(workbench, scope);
    const how = { redacted, now: Date.now(), onProgress: setProgress, onBegun };
    const outcome = await format.make(share, how).finally(() => setProgress(null));
    if (outcome === null) return null;
    if ('failure' in outcome) {
      workbench.notices.show('bad', `Save: ${outcome.failure}`);
      return null;
    }
    setReceipt(outcome.receipt);
    return outcome;
  };
  return { progress, receipt, make };
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  all: 'All of it',
  shown: 'What the list shows',
  chosen: 'What is chosen',
};

function ScopeChoice({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }) {
  const workbench = useWorkbench();
  const name = useId();
  return (
    <fieldset class="scopes">
      <legend class="for-readers">How much</legend>
      {SCOPES.map((each) => {
        const { messages, exchanges } = shareOf(workbench, each);
        const count =
          exchangesOf(workbench).length > 0
            ? counted(exchanges.length, 'request')
            : counted(messages.length, 'message');
        return (
          <label key={each} class="check-label plain-label">
            <input type="radio" name={name} checked={each === scope} onChange={() => onChange(each)} />
            {SCOPE_WORDS[each]} <span class="quiet">({count})</span>
          </label>
        );
      })}
    </fieldset>
  );
}

function RedactionChoice({ redacted, onChange }: { redacted: boolean; onChange: (redacted: boolean) => void }) {
  const id = useId();
  return (
    <div class="stack">
      <label class="check-label">
        <input
          name="redacted"
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
