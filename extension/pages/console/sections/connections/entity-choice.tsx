import { useState } from 'preact/hooks';
import type { MetadataAnswer } from '#shared/api/connections.ts';
import { counted } from '#shared/base/count-words.ts';
import { Value } from '../../../../kit/value.tsx';
import type { Failure } from '../../client/answer.ts';
import { searchMetadata } from '../../client/calls.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { announce } from '../../state/announce.ts';

interface EntityChoiceProps {
  metadata: string;
  signedBy: string;
  entityId: string;
  onChoose: (entityId: string) => void;
}

/** Which identity providers the metadata has, searched by a part of their name, each one click from being chosen. */
export function EntityChoice({ metadata, signedBy, entityId, onChoose }: EntityChoiceProps) {
  const [search, setSearch] = useState('');
  const [answer, setAnswer] = useState<MetadataAnswer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    const answered = await searchMetadata({ metadata, search, ...(signedBy === '' ? {} : { signedBy }) });
    setBusy(false);
    setAnswer(answered.ok ? answered.value : null);
    setFailure(answered.ok ? null : answered.failure);
    if (answered.ok) announce(`${counted(answered.value.idps.length, 'identity provider')} listed.`);
  };
  return (
    <div class="entity-choice">
      {failure !== null && <FailureNote failure={failure} />}
      <div class="inline-form">
        <TextField
          label="Search in the metadata"
          value={search}
          onChange={setSearch}
          hint="A part of the entity ID or of the name; left empty, all of them."
        />
        <button type="button" class="button" disabled={isBusy || metadata.trim() === ''} onClick={() => void look()}>
          See who is in it
        </button>
      </div>
      {answer !== null && <Found answer={answer} entityId={entityId} onChoose={onChoose} />}
    </div>
  );
}

interface FoundProps {
  answer: MetadataAnswer;
  entityId: string;
  onChoose: (entityId: string) => void;
}

function Found({ answer: { count, idps }, entityId, onChoose }: FoundProps) {
  return (
    <>
      <p class="quiet">
        It has {counted(count, 'identity provider')}.
        {idps.length < count && ` ${counted(idps.length, 'is', 'are')} listed: search for others.`}
      </p>
      <ul class="rows" aria-label="Identity providers in the metadata">
        {idps.map((idp) => (
          <li key={idp.entityId} class="row-line">
            <div class="row-main">
              <p>
                <Value text={idp.name ?? idp.entityId} />
              </p>
              <p class="quiet row-facts">
                {idp.name !== null && <Value text={idp.entityId} />}
                <span>{counted(idp.keys, 'key')} for signatures</span>
              </p>
            </div>
            <button
              type="button"
              class="button small"
              aria-pressed={idp.entityId === entityId}
              onClick={() => onChoose(idp.entityId)}
            >
              {idp.entityId === entityId ? 'Chosen' : 'Choose'}
              <span class="for-readers"> {idp.name ?? idp.entityId}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
