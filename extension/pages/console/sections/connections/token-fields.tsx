import { AreaField } from '../../parts/area-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { type Draft, mapAt, textAt, textsAt, withText } from './draft.ts';

/** Whose tokens log in: what every connection with tokens needs; all else of `jwt` is in the document as text. */
export function TokenFields({ draft: { document, put } }: { draft: Draft }) {
  const jwt = mapAt(document, 'jwt');
  const user = mapAt(jwt, 'user');
  const putText = (key: string) => (text: string) => put('jwt', withText(jwt, key, text));
  const putUser = (key: string) => (text: string) => put('jwt', { ...jwt, user: withText(user, key, text) ?? {} });
  return (
    <fieldset>
      <legend>Tokens</legend>
      <AreaField
        label="Key of the issuer"
        rows={3}
        value={textAt(jwt, 'certificate') || textAt(jwt, 'jwks')}
        onChange={(text) => put('jwt', withKey(jwt, text))}
        hint="Its certificate or public key (PEM), or the address where it publishes its key set (https://…)."
      />
      <div class="two-fields">
        <TextField
          label="Issuer"
          value={textAt(jwt, 'issuer')}
          onChange={putText('issuer')}
          hint="What iss of a token has to be."
        />
        <TextField
          label="Audience"
          value={textAt(jwt, 'audience') || textsAt(jwt, 'audience').join(' ')}
          onChange={putText('audience')}
          hint="What aud has to name."
        />
        <TextField
          label="Claim with the user ID"
          value={textAt(user, 'id')}
          onChange={putUser('id')}
          hint="Such as sub."
        />
        <TextField
          label="Claim with the user directory"
          value={textAt(user, 'directory')}
          onChange={putUser('directory')}
          hint="Or a constant in brackets, such as [CORP]."
        />
      </div>
    </fieldset>
  );
}

/** A set of keys is at an address; all else is a certificate or a public key. */
function withKey(jwt: ReturnType<typeof mapAt>, text: string) {
  const { certificate, jwks, ...rest } = jwt;
  return withText(rest, /^\s*https?:/i.test(text) ? 'jwks' : 'certificate', text);
}
