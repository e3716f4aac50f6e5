import { useState } from 'preact/hooks';
import type { ConnectionChange, ConnectionDetails, ConnectionHistory } from '#shared/api/connections.ts';
import { counted } from '#shared/base/count-words.ts';
import { Empty } from '../../../../kit/empty.tsx';
import type { Failure } from '../../client/answer.ts';
import { askHistory, restoreConnection } from '../../client/calls.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FailureNote } from '../../parts/failure.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { FileRow, VersionRow } from '../../parts/version-row.tsx';
import { announce } from '../../state/announce.ts';
import { ChangeList } from './review.tsx';

/** The revision of a connection that is gone. */
const NONE = 'none';

interface HistoryProps {
  prefix: string;
  /** Null: it is gone; its versions are still there. */
  details: ConnectionDetails | null;
  onChanged: () => void;
}

type Version = ConnectionHistory['versions'][number];

/** What was made of a connection here, and the way back to each state. */
export function History({ prefix, details, onChanged }: HistoryProps) {
  const revision = details?.revision ?? NONE;
  const loaded = useLoaded(`history ${prefix} ${revision}`, () => askHistory(prefix));
  const [trial, setTrial] = useState<{ readonly version: number; readonly change: ConnectionChange } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const look = async (version: number) => {
    const answer = await restoreConnection(prefix, revision, version, true);
    if (answer.ok) setTrial({ version, change: answer.value });
    setFailure(answer.ok ? null : answer.failure);
  };
  return (
    <>
      {failure !== null && <FailureNote failure={failure} onAgain={onChanged} />}
      <Loading of={loaded} what="the history">
        {({ versions }) => (
          <Versions versions={versions} inFile={details?.inFile !== null} onBack={(to) => void look(to)} />
        )}
      </Loading>
      {trial !== null && (
        <ConfirmDialog
          title={trial.version === 0 ? 'Go back to what the file says' : `Go back to version ${trial.version}`}
          action="Go back"
          onConfirm={() => restoreConnection(prefix, revision, trial.version, false)}
          onDone={() => {
            announce('The earlier version is at work.');
            onChanged();
          }}
          onClose={(isStale) => {
            setTrial(null);
            if (isStale) onChanged();
          }}
        >
          {trial.change.changes.length === 0 ? (
            <p>Nothing would be different: it is as it is now.</p>
          ) : (
            <ChangeList changes={trial.change.changes} />
          )}
          <p class="quiet">This makes a new version: what is there now can be brought back as well.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

interface VersionsProps {
  versions: readonly Version[];
  inFile: boolean;
  onBack: (version: number) => void;
}

function Versions({ versions, inFile, onBack }: VersionsProps) {
  if (versions.length === 0) {
    return (
      <Empty level={2} title="Nothing was changed here">
        <p>It is as the configuration file says. Each change that is made here stands in this list, with its author.</p>
      </Empty>
    );
  }
  return (
    <ol class="rows" reversed aria-label="Versions">
      {versions.map((version, index) => (
        <VersionRow
          key={version.version}
          version={version}
          isNewest={index === 0}
          action={version.isTakenBack || index === 0 ? null : `Go back to version ${version.version} …`}
          onBack={() => onBack(version.version)}
        >
          {version.changes.length > 0 && (
            <details>
              <summary>{counted(version.changes.length, 'difference')}</summary>
              <ChangeList changes={version.changes} />
            </details>
          )}
        </VersionRow>
      ))}
      {inFile && <FileRow action="Go back to the file …" onBack={() => onBack(0)} />}
    </ol>
  );
}
