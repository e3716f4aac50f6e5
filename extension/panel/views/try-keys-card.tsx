import { useState } from 'preact/hooks';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge } from '../../kit/badge.tsx';
import { FileButton } from '../../kit/file-button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { lineOf } from '../../store/base/line-of.ts';
import { type TriedSignature, tryKeys } from '../../store/trust/try-keys.ts';
import { useWorkbench } from '../parts/context.ts';

/** A certificate or metadata tried on the signatures of this message, without trusting it. */
export function TryKeysCard({ message }: { message: InspectedMessage }) {
  const { trust, notices } = useWorkbench();
  const [text, setText] = useState('');
  const [tried, setTried] = useState<readonly TriedSignature[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (given: string) => {
    setTried(null);
    setProblem(null);
    try {
      setTried(await tryKeys(message, given, trust.knowledge.value));
    } catch (error) {
      setProblem(lineOf(error));
    }
  };
  const trustIt = async () => {
    await trust.add(text, 'tried on a message');
    notices.show('neutral', 'Trusted until this page is closed.');
  };
  return (
    <details class="card try-keys">
      <summary>Try another certificate or metadata</summary>
      <form
        class="paste-form"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(text);
        }}
      >
        <textarea
          name="key-to-try"
          rows={4}
          spellcheck={false}
          autocomplete="off"
          aria-label="Certificate or metadata to try"
          placeholder="A certificate as PEM or base64, or metadata XML. It is tried on this message alone, and not trusted."
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setTried(null);
          }}
        />
        <div class="card-actions">
          <button type="submit" class="button" disabled={text.trim() === ''}>
            Try it
          </button>
          <FileButton
            word="From a file"
            onFiles={([file]) => {
              const read = async () => {
                const given = (await file?.text()) ?? '';
                setText(given);
                await attempt(given);
              };
              void read();
            }}
          />
          {tried !== null && (
            <button type="button" class="button" onClick={() => trustIt().catch(notices.showError)}>
              <Icon name="trust" />
              <span>Trust it</span>
            </button>
          )}
        </div>
      </form>
      <div role="status" class="stack">
        {problem !== null && <p class="banner tone-bad">{problem}</p>}
        {tried?.map(({ title, verdict, note }, index) => (
          <p key={index}>
            <strong>{toVisibleString(title)}</strong> <Badge verdict={verdict} />{' '}
            {note !== null && <span class="quiet">{toVisibleString(note)}</span>}
          </p>
        ))}
        {tried?.length === 0 && <p>The message carries no signature that could be tried.</p>}
      </div>
    </details>
  );
}
