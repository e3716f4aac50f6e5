import { useMemo, useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { findHelp, type HelpEntry, helpEntries } from '../../store/flow/help-entries.ts';
import { SHORTCUTS } from '../parts/shortcuts.ts';

/** Keys, and every finding with what it means and what to do. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Help" wide onClose={onClose}>
      <section class="stack" aria-label="Keys">
        <h3>Keys</h3>
        <dl class="help-keys">
          {SHORTCUTS.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Findings />
    </Dialog>
  );
}

function Findings() {
  const all = useMemo(helpEntries, []);
  const [sought, setSought] = useState('');
  const found = findHelp(all, sought);
  return (
    <section class="stack" aria-label="Findings">
      <h3>Everything that is looked for</h3>
      <p class="quiet">What stands between ‹ › is taken from the message.</p>
      <label class="search">
        <Icon name="search" />
        <input
          name="help-search"
          type="search"
          placeholder="Words of a finding, or its code"
          aria-label="Search the findings"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      </label>
      <p class="quiet" role="status">
        {counted(found.length, 'finding')}
      </p>
      {found.map((entry) => (
        <Entry key={entry.code} entry={entry} />
      ))}
    </section>
  );
}

function Entry({ entry: { code, variants, follows, brings } }: { entry: HelpEntry }) {
  const [first] = variants;
  return (
    <details class="help-entry">
      <summary class="help-title">{first?.title}</summary>
      {variants.map(({ title, fix }, index) => (
        <div key={title} class="help-variant">
          <p>
            <strong>{title}</strong>
          </p>
          {variants[index + 1]?.fix !== fix && <p>{fix}</p>}
        </div>
      ))}
      <Others words="What may be behind it" titles={follows} />
      <Others words="What it may bring about" titles={brings} />
      <p class="quiet">
        Code: <span class="code">{code}</span>
      </p>
    </details>
  );
}

/** So many others are named: a message that cannot be read brings about nearly all. */
const NAMED = 12;

function Others({ words, titles }: { words: string; titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <>
      <p>{words}:</p>
      <ul>
        {titles.slice(0, NAMED).map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      {titles.length > NAMED && <p class="quiet">And {titles.length - NAMED} more.</p>}
    </>
  );
}
