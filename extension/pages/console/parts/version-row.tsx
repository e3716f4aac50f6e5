import type { ComponentChildren } from 'preact';
import type { ConnectionHistory } from '#shared/api/connections.ts';
import { Value } from '../../../kit/value.tsx';
import { When } from './when.tsx';

interface VersionRowProps {
  version: ConnectionHistory['versions'][number];
  isNewest: boolean;
  /** What was changed. */
  children: ComponentChildren;
  /** The word of the button that brings it back; null: there is none. */
  action: string | null;
  onBack: () => void;
}

/** One version of a connection: when it was made, by whom, why and what was changed, and the way back to it. */
export function VersionRow({
  version: { version, author, at, summary, isTakenBack },
  isNewest,
  children,
  action,
  onBack,
}: VersionRowProps) {
  return (
    <li class="row-line">
      <div class="row-main">
        <p>
          <strong>Version {version}</strong> {isNewest && <span class="badge tone-neutral plain">Newest</span>}{' '}
          {isTakenBack && <span class="badge tone-neutral plain">Taken back</span>}
        </p>
        {summary !== '' && (
          <p>
            <Value text={summary} />
          </p>
        )}
        <p class="quiet row-facts">
          <span>
            <When at={at} /> by <Value text={author} />
          </span>
        </p>
        {children}
      </div>
      {action !== null && (
        <button type="button" class="button small" onClick={onBack}>
          {action}
        </button>
      )}
    </li>
  );
}

/** What the configuration file says, as the last row below the versions. */
export function FileRow({ action, onBack }: { action: string; onBack: () => void }) {
  return (
    <li class="row-line">
      <div class="row-main">
        <p>
          <strong>The configuration file</strong>
        </p>
      </div>
      <button type="button" class="button small" onClick={onBack}>
        {action}
      </button>
    </li>
  );
}
