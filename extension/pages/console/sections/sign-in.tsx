import { useState } from 'preact/hooks';
import type { Failure } from '../client/answer.ts';
import { signIn } from '../client/calls.ts';
import { FailureNote } from '../parts/failure.tsx';
import { Frame } from '../parts/frame.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextField } from '../parts/text-field.tsx';
import { account } from '../state/account.ts';
import { at } from '../state/mount.ts';

/** How somebody gets in. @param loginPath of a login that the configuration may let in; null: there is none */
export function SignIn({ loginPath }: { loginPath: string | null }) {
  const [token, setToken] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const answer = await signIn(token);
    setBusy(false);
    if (answer.ok) account.value = answer.value;
    else setFailure(answer.failure);
  };
  return (
    <Frame who={null}>
      <PageHead title="Sign in to the console" lead="Connections, sessions, keys and what was done with them." />
      <form class="card form" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Administrator's token"
          isSecret
          value={token}
          onChange={setToken}
          required
          code
          hint={
            <>
              The first start printed it, and it stays in <code>admin.token</code> in the state folder of the companion.
            </>
          }
        />
        {failure !== null && <FailureNote failure={failure} />}
        <div class="card-actions">
          <button type="submit" class="button primary" disabled={isBusy}>
            {isBusy ? 'Signing in …' : 'Sign in'}
          </button>
        </div>
      </form>
      {loginPath !== null && (
        <div class="card">
          <p>Or by your own login, if the configuration lets it in:</p>
          <div class="card-actions">
            <a class="button" href={at(loginPath)}>
              Log in
            </a>
          </div>
        </div>
      )}
    </Frame>
  );
}
