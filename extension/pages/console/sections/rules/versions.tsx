import { useState } from 'preact/hooks';
import type { ConnectionDetails, ConnectionHistory } from '#shared/api/connections.ts';
import { Empty } from '../../../../kit/empty.tsx';
import type { Failure } from '../../client/answer.ts';
import { askHistory, askVersion } from '../../client/calls.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { FileRow, VersionRow } from '../../parts/version-row.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { ChangeList } from '../connections/review.tsx';
import { rowsOf } from './rule-rows.ts';
import type { RulesDraft } from './use-rules-draft.ts';

interface RuleVersionsProps {
  details: ConnectionDetails;
  draft: RulesDraft;
}

/** What was made of the rules, by whom and why, and the way back: earlier rules come into the editor, with what that would come to. */
export function RuleVersions({ details, draft }: RuleVersionsProps) {
  const { prefix, revision } = details;
  const loaded = useLoaded(`history ${prefix} ${revision}`, () => askHistory(prefix));
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = (document: Readonly<Record<string, unknown>>) => {
    draft.put(rowsOf(document));
    announce('The earlier rules are in the editor. Nothing is saved yet.');
    goTo(pathOf('rules', [prefix, 'edit']));
  };
  const back = async (version: number) => {
    const answer = await askVersion(prefix, version);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) take(answer.value.document ?? details.inFile ?? {});
  };
  return (
    <>
      {failure !== null && <FailureNote failure={failure} />}
      <Loading of={loaded} what="the history">
        {({ versions }) => {
          const own = versions.filter(changesRules);
          return own.length === 0 ? (
            <Empty level={2} title="The rules were not changed here">
              <p>
                They are as the connection began. Each change that is made here stands in this list, with its author.
              </p>
            </Empty>
          ) : (
            <ol class="rows" reversed aria-label="Versions of the rules">
              {own.map((version) => (
                <VersionRow
                  key={version.version}
                  version={version}
                  isNewest={version === versions[0]}
                  action={`Take the rules of version ${version.version}`}
                  onBack={() => void back(version.version)}
                >
                  {version === versions.at(-1) && <p class="quiet">The first version here; it began with these:</p>}
                  <ChangeList changes={version.changes.filter(isOfRules)} />
                </VersionRow>
              ))}
              {details.inFile !== null && (
                <FileRow action="Take the rules of the file" onBack={() => take(details.inFile ?? {})} />
              )}
            </ol>
          );
        }}
      </Loading>
    </>
  );
}

type Version = ConnectionHistory['versions'][number];

/** The first version has what the connection began with as its changes. */
function changesRules({ changes }: Version): boolean {
  return changes.some(isOfRules);
}

function isOfRules(change: string): boolean {
  return /^rules\b/.test(change);
}
