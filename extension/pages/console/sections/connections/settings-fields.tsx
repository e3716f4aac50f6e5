import { CheckField } from '../../parts/check-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { type Document, type Draft, mapAt, numberAt, textAt, textsAt, toNumber, withText } from './draft.ts';
import { EntityChoice } from './entity-choice.tsx';
import { MetadataField } from './metadata-field.tsx';
import { SignerField } from './signer-field.tsx';
import { TokenFields } from './token-fields.tsx';

const METHODS = [
  ['saml', 'SAML', 'People log in at the identity provider.'],
  ['ticket', 'Tickets', 'A server asks for one by the QPS API and sends the browser here with it.'],
  ['session', 'Session calls', 'A server makes a session by the QPS API.'],
  ['jwt', 'Tokens (JWT)', 'Whoever brings one that a trusted issuer signed.'],
] as const;

/** Those that a document without a list of them has. */
const USUAL: readonly string[] = ['saml', 'ticket', 'session'];

const MODES = [
  ['', 'Qlik’s ways (usual)'],
  ['saml2int', 'SAML2Int'],
] as const;

/** What most people set of a connection, as fields; all else is in the document as text. */
export function SettingsFields({ draft }: { draft: Draft }) {
  const ways = chosenWays(draft.document);
  const isSaml = ways.includes('saml') || Object.keys(mapAt(draft.document, 'idp')).length > 0;
  return (
    <>
      <Ways draft={draft} />
      {isSaml && <Idp draft={draft} />}
      {isSaml && <Who draft={draft} />}
      {ways.includes('jwt') && <TokenFields draft={draft} />}
      <Times draft={draft} />
    </>
  );
}

function chosenWays(document: Document): readonly string[] {
  if (document['methods'] !== undefined) return textsAt(document, 'methods');
  return document['jwt'] === undefined ? USUAL : [...USUAL, 'jwt'];
}

function Idp({ draft: { document, put } }: { draft: Draft }) {
  const idp = mapAt(document, 'idp');
  const putIdp = (key: string) => (value: string) => put('idp', withText(idp, key, value) ?? {});
  return (
    <fieldset>
      <legend>Identity provider</legend>
      <MetadataField value={textAt(idp, 'metadata')} onChange={putIdp('metadata')} />
      <SignerField value={textAt(idp, 'signedBy')} onChange={putIdp('signedBy')} />
      <TextField
        label="Entity ID"
        value={textAt(idp, 'entityId')}
        onChange={putIdp('entityId')}
        hint="Only where the metadata describes several: which of them it is."
      />
      <EntityChoice
        metadata={textAt(idp, 'metadata')}
        signedBy={textAt(idp, 'signedBy')}
        entityId={textAt(idp, 'entityId')}
        onChoose={putIdp('entityId')}
      />
      <SelectField
        label="Where the two contradict, as"
        value={document['mode'] === 'saml2int' ? 'saml2int' : ''}
        options={MODES}
        onChange={(mode) => put('mode', mode === '' ? undefined : mode)}
      />
    </fieldset>
  );
}

function Who({ draft: { document, put } }: { draft: Draft }) {
  const user = mapAt(document, 'user');
  const putUser = (key: string) => (value: string) => put('user', withText(user, key, value));
  return (
    <fieldset>
      <legend>Who somebody is</legend>
      <div class="two-fields">
        <TextField
          label="User ID"
          value={textAt(user, 'id')}
          onChange={putUser('id')}
          hint="NameID (usual), the name of an attribute, or a constant in brackets."
        />
        <TextField
          label="User directory"
          value={textAt(user, 'directory')}
          onChange={putUser('directory')}
          hint="A constant such as [CORP], or the name of an attribute."
        />
      </div>
    </fieldset>
  );
}

function Ways({ draft: { document, put } }: { draft: Draft }) {
  const chosen = chosenWays(document);
  const toggle = (name: string, isOn: boolean) => {
    const names = METHODS.map(([method]) => method).filter((each) => (each === name ? isOn : chosen.includes(each)));
    put('methods', names);
    // What names no identity provider is none; one that is named stays until somebody takes it out.
    if (Object.keys(mapAt(document, 'idp')).length === 0) put('idp', names.includes('saml') ? {} : undefined);
  };
  return (
    <fieldset>
      <legend>Ways in</legend>
      <TextField
        label="Description"
        value={textAt(document, 'description')}
        onChange={(text) => put('description', text === '' ? undefined : text)}
        hint="What people read on the start page."
      />
      {METHODS.map(([name, label, hint]) => (
        <CheckField
          key={name}
          label={label}
          hint={hint}
          checked={chosen.includes(name)}
          onChange={(isOn) => toggle(name, isOn)}
        />
      ))}
    </fieldset>
  );
}

function Times({ draft: { document, put } }: { draft: Draft }) {
  const field = (key: string) => ({
    value: textAt(document, key) || numberAt(document, key),
    onChange: (text: string) => put(key, toNumber(text)),
  });
  return (
    <fieldset>
      <legend>Sessions</legend>
      <div class="two-fields">
        <TextField
          label="Minutes without use"
          {...field('sessionTimeout')}
          hint="After these a session ends; 30 if left empty."
        />
        <TextField
          label="Minutes in all"
          {...field('sessionLifetime')}
          hint="After these any session ends; 600 if left empty."
        />
        <TextField
          label="Sessions of one user"
          {...field('sessionsPerUser')}
          hint="At one more the oldest ends; left empty: any number (Qlik: 5)."
        />
        <TextField
          label="Name of the cookie"
          value={textAt(document, 'cookie')}
          onChange={(text) => put('cookie', text.trim() === '' ? undefined : text.trim())}
          hint="With another one everybody logs in again."
        />
      </div>
    </fieldset>
  );
}
