import { useState } from 'preact/hooks';
import { makeConnection } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { at } from '../../state/mount.ts';
import { DocumentField } from './document-field.tsx';
import { textAt, useDraft } from './draft.ts';
import { EditAs } from './edit-form.tsx';
import { Review } from './review.tsx';
import { SettingsFields } from './settings-fields.tsx';

/** What a connection begins with: nothing that an administrator would have to take out again. */
const BLANK = { document: { prefix: '', idp: {}, user: { id: 'NameID', directory: '[SAML]' } } };

/** Makes a connection: from an identity provider's metadata, or without one, where only applications log people in. */
export function NewConnection() {
  const draft = useDraft(BLANK);
  const [asText, setAsText] = useState(false);
  const [isValid, setValid] = useState(true);
  const prefix = textAt(draft.document, 'prefix');
  return (
    <>
      <PageHead
        title="New connection"
        lead={
          <>
            <Link href={pathOf('connections')}>All connections</Link>. Give it a prefix and the metadata of the identity
            provider. Its own metadata, for the administrator over there, is there as soon as it is made. Without SAML
            among its ways in it needs no identity provider.
          </>
        }
      />
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <EditAs asText={asText} isDisabled={!isValid} onChange={setAsText} />
        {asText ? (
          <DocumentField draft={draft} onValid={setValid} />
        ) : (
          <>
            <fieldset>
              <legend>Where it is</legend>
              <TextField
                label="Prefix"
                value={prefix}
                onChange={(text) => draft.put('prefix', text.trim())}
                required
                hint={
                  <>
                    The first part of all its addresses, such as{' '}
                    <code>{`${location.origin}${at(`/${prefix || 'sales'}/`)}`}</code>. a-z, 0-9 and - . _ ~; it cannot
                    be changed later.
                  </>
                }
              />
            </fieldset>
            <SettingsFields draft={draft} />
          </>
        )}
        <Review
          action="Look at it before it is made"
          document={draft.document}
          revision="none"
          isDisabled={!isValid || prefix === ''}
          send={makeConnection}
          onTaken={() => {
            announce('The connection is made.');
            goTo(pathOf('connections', [prefix]));
          }}
          onStale={() => goTo(pathOf('connections', [prefix]))}
        />
      </form>
    </>
  );
}
