import { useState } from 'preact/hooks';
import type { ClientKey, MadeClientKey } from '#shared/api/client-keys.ts';
import { CopyButton } from '../../../kit/copy-button.tsx';
import { Empty } from '../../../kit/empty.tsx';
import { Value } from '../../../kit/value.tsx';
import type { Failure } from '../client/answer.ts';
import { askClientKeys, makeClientKey, revokeClientKey } from '../client/calls.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureNote } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { When } from '../parts/when.tsx';
import { announce } from '../state/announce.ts';

/** Keys of programs that call the QPS API: made, told once, listed, revoked. */
export function ClientKeys() {
  const loaded = useLoaded('client-keys', askClientKeys);
  const [made, setMade] = useState<MadeClientKey | null>(null);
  const [revoking, setRevoking] = useState<ClientKey | null>(null);
  return (
    <section class="part" aria-labelledby="client-keys">
      <h2 id="client-keys">Keys of QPS clients</h2>
      <p class="quiet lead">
        A program that makes tickets or sessions sends one as <code>Authorization: Bearer</code>. It opens the QPS calls
        of every connection and nothing of this console.
      </p>
      <NewKey
        onMade={(key) => {
          setMade(key);
          announce(`The key ${key.name} was made.`);
          loaded.reload();
        }}
      />
      {made !== null && <ShownOnce key={made.id} made={made} onDone={() => setMade(null)} />}
      <Loading of={loaded} what="the keys">
        {({ keys }) => <KeyList keys={keys} onRevoke={setRevoking} />}
      </Loading>
      {revoking !== null && (
        <ConfirmDialog
          title={`Revoke the key of ${revoking.name}`}
          action="Revoke it"
          onConfirm={() => revokeClientKey(revoking.id)}
          onDone={() => {
            announce(`The key of ${revoking.name} is revoked.`);
            loaded.reload();
          }}
          onClose={() => setRevoking(null)}
        >
          <p>
            Whoever calls with it gets 401 from now on. That cannot be taken back: a program that still needs one gets a
            new key.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function NewKey({ onMade }: { onMade: (key: MadeClientKey) => void }) {
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await makeClientKey(name);
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(null);
    setName('');
    onMade(answer.value);
  };
  return (
    <form class="card form inline-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Name of a new key"
        value={name}
        onChange={setName}
        required
        hint="Which program it is for: the audit names it."
      />
      <button type="submit" class="button primary">
        Make a key
      </button>
      {failure !== null && <FailureNote failure={failure} />}
    </form>
  );
}

function ShownOnce({ made, onDone }: { made: MadeClientKey; onDone: () => void }) {
  return (
    <section class="card tone-good once" aria-label={`The new key of ${made.name}`}>
      <h3>
        The new key of <Value text={made.name} />
      </h3>
      <p>Copy it now: only its hash is kept, so nobody can show it again.</p>
      <p class="secret">
        <Value text={made.key} code />
        <CopyButton text={() => made.key} label="the key" withWord />
      </p>
      <button type="button" class="button small" onClick={onDone}>
        I have it
      </button>
    </section>
  );
}

function KeyList({ keys, onRevoke }: { keys: readonly ClientKey[]; onRevoke: (key: ClientKey) => void }) {
  if (keys.length === 0) {
    return (
      <Empty title="There is no key yet">
        <p>Make one for each program that calls the QPS API. Until then it answers the administrator's token alone.</p>
      </Empty>
    );
  }
  return (
    <ul class="rows" aria-label="Keys of QPS clients">
      {keys.map((key) => (
        <li key={key.id} class="row-line">
          <div class="row-main">
            <p>
              <strong>
                <Value text={key.name} />
              </strong>
              {key.revokedAt !== null && <span class="badge tone-neutral plain">Revoked</span>}
            </p>
            <p class="quiet row-facts">
              <span>
                made <When at={key.madeAt} /> by <Value text={key.madeBy} />
              </span>
              {key.revokedAt !== null && (
                <span>
                  revoked <When at={key.revokedAt} />
                </span>
              )}
              <span>
                {key.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <When at={key.lastUsedAt} />
                  </>
                )}
              </span>
            </p>
          </div>
          {key.revokedAt === null && (
            <button
              type="button"
              class="button small"
              aria-label={`Revoke the key of ${key.name}`}
              onClick={() => onRevoke(key)}
            >
              Revoke
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
