import { useState } from 'preact/hooks';
import type { ConnectionDetails } from '#shared/api/connections.ts';
import { changeConnection } from '../../client/calls.ts';
import { announce } from '../../state/announce.ts';
import { DocumentField } from './document-field.tsx';
import { useDraft } from './draft.ts';
import { Review } from './review.tsx';
import { SettingsFields } from './settings-fields.tsx';

interface EditFormProps {
  details: ConnectionDetails;
  /** Something was taken, or is to be looked at anew. */
  onReload: () => void;
}

/** A connection's settings: by fields, or the whole document as text. */
export function EditForm({ details, onReload }: EditFormProps) {
  const draft = useDraft(details);
  const [asText, setAsText] = useState(false);
  const [isValid, setValid] = useState(true);
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <EditAs asText={asText} isDisabled={!isValid} onChange={setAsText} />
      {asText ? <DocumentField draft={draft} onValid={setValid} /> : <SettingsFields draft={draft} />}
      <Review
        action="Look at the difference"
        document={draft.document}
        revision={details.revision}
        isDisabled={!isValid}
        send={(wanted) => changeConnection(details.prefix, wanted)}
        onTaken={() => {
          announce('The change is at work.');
          draft.discard();
          setAsText(false);
          onReload();
        }}
        onStale={onReload}
      />
    </form>
  );
}

interface EditAsProps {
  asText: boolean;
  isDisabled: boolean;
  onChange: (asText: boolean) => void;
}

/** As fields, or as text. */
export function EditAs({ asText, isDisabled, onChange }: EditAsProps) {
  return (
    <fieldset class="switch">
      <legend class="for-readers">Edit as</legend>
      <button type="button" class="button" aria-pressed={!asText} disabled={isDisabled} onClick={() => onChange(false)}>
        Fields
      </button>
      <button type="button" class="button" aria-pressed={asText} disabled={isDisabled} onClick={() => onChange(true)}>
        Document as text
      </button>
    </fieldset>
  );
}
