import { useEffect, useId, useState } from 'preact/hooks';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { OWNERS, type Owner } from '#shared/inspection/owner.ts';
import { sourceOfMessage } from '#shared/redact/redact-message.ts';
import { messageFor, ownersIn } from '#shared/report/message-for.ts';
import { withTexts, writeOwnerMessage } from '#shared/report/owner-message.ts';
import type { Report } from '#shared/report/report.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Empty } from '../../kit/empty.tsx';
import { type Redaction, redactTextsAside } from '../../redaction/redact-aside.ts';
import { exchangesOf } from '../../store/share/exchanges-of.ts';
import { reportOnFlow, reportOnMessage } from '../../store/share/part-report.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';

/** A message for whoever must act on what is chosen, to look through and to copy. */
export function MessageDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const selection = workbench.view.selection.value;
  if (selection === null || selection.kind === 'exchange') return null;
  const whole = workbench.report.value;
  const part =
    selection.kind === 'flow' ? reportOnFlow(selection.flow, whole) : reportOnMessage(selection.message, whole);
  const report: Report = { ...part, exchanges: () => exchangesOf(workbench) };
  const owners = ownersIn(report);
  return (
    <Dialog title="Message for who must act" wide notices={<Banners />} onClose={onClose}>
      {owners.length === 0 ? (
        <Empty title="Nobody has to act">
          <p>Nothing here is to be changed.</p>
        </Empty>
      ) : (
        <Composer report={report} owners={owners} />
      )}
    </Dialog>
  );
}

function Composer({ report, owners }: { report: Report; owners: readonly Owner[] }) {
  const id = useId();
  const [owner, setOwner] = useState<Owner>(owners[0] ?? 'sp');
  const [redacted, setRedacted] = useState(true);
  const { text, receipt } = useMessage(report, owner, redacted) ?? { text: null, receipt: null };
  return (
    <>
      <div class="verdict-actions">
        <label for={id}>To</label>
        <select id={id} value={owner} onChange={({ currentTarget }) => setOwner(ownerNamed(currentTarget.value))}>
          {owners.map((each) => (
            <option key={each} value={each}>
              {OWNER_WORDS[each]}
            </option>
          ))}
        </select>
        <label class="check-label">
          <input
            type="checkbox"
            name="redacted"
            checked={redacted}
            onChange={(event) => setRedacted(event.currentTarget.checked)}
          />
          Redacted: without names, values and the hosts of others
        </label>
        <CopyButton text={() => text ?? ''} label="the message" words="Copy" withWord disabled={text === null} />
      </div>
      <textarea
        name="message"
        class="message-preview code"
        readOnly
        rows={18}
        aria-label="Preview of the message"
        value={text ?? ''}
      />
      <div class="receipt" role="status">
        {receipt?.split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="quiet">{text === null ? 'Redacting…' : 'Look through it before you give it away.'}</p>
      </div>
    </>
  );
}

function ownerNamed(name: string): Owner {
  return OWNERS.find((owner) => owner === name) ?? 'sp';
}

/** A message as it is to be copied, and what was done to it; no receipt where nothing was. */
interface MadeMessage {
  readonly key: string;
  readonly text: string;
  readonly receipt: string | null;
}

/** The message as it is to be copied; null while it is made. */
function useMessage(report: Report, owner: Owner, redacted: boolean): MadeMessage | null {
  const { notices } = useWorkbench();
  const [made, setMade] = useState<MadeMessage | null>(null);
  const key = JSON.stringify([
    owner,
    redacted,
    report.messages.map(({ index }) => index),
    report.flows.map(({ id }) => id),
  ]);
  // The key says of what it is made; the report is a new object each time.
  useEffect(() => {
    let current: Redaction<unknown> | null = null;
    let isCurrent = true;
    let receipt: string | null = null;
    const redact = async (texts: readonly string[]) => {
      const redaction = redactTextsAside(texts, sourceOfMessage(owner, report));
      current = redaction;
      const outcome = await redaction.outcome;
      if (outcome !== null && 'failure' in outcome) throw new Error(outcome.failure);
      receipt = outcome?.receipt ?? null;
      return outcome?.texts ?? [];
    };
    const message = messageFor(owner, report, { quotes: !redacted });
    const ready = redacted ? withTexts(message, redact) : Promise.resolve(message);
    ready.then(
      (told) => isCurrent && setMade({ key, text: writeOwnerMessage(told), receipt }),
      (error: unknown) => isCurrent && notices.showError(error, 'Message'),
    );
    return () => {
      isCurrent = false;
      current?.cancel();
    };
  }, [key]);
  return made?.key === key ? made : null;
}
