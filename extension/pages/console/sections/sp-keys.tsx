import { useState } from 'preact/hooks';
import type { ConnectionKeys } from '#shared/api/keys.ts';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { CopyButton } from '../../../kit/copy-button.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { Value } from '../../../kit/value.tsx';
import { askConnections, askKeys, takeKeyStep } from '../client/calls.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Loading } from '../parts/loading.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { When } from '../parts/when.tsx';
import { announce } from '../state/announce.ts';
import { at } from '../state/mount.ts';

type Key = ConnectionKeys['keys'][number];
type Step = ConnectionKeys['actions'][number];

const ROLES: Readonly<Record<Key['role'], string>> = {
  signing: 'Signs, and opens what is encrypted',
  next: 'Published beside it; signs next',
  old: 'Signed before; still opens what is encrypted',
  other: 'Published beside it',
};

const ACTION_WORDS: Readonly<Record<Step['action'], string>> = {
  publish: 'Publish a new key',
  switch: 'Sign with the new key',
  retire: 'Take the old key out',
  withdraw: 'Take the new key back',
};

/** Our own keys, connection by connection, and the steps by which one is rolled over. */
export function SpKeys() {
  const loaded = useLoaded('connections', askConnections);
  return (
    <section class="part" aria-labelledby="sp-keys">
      <h2 id="sp-keys">Keys of ours</h2>
      <p class="quiet lead">
        What our messages are signed with and what is encrypted for us. A key is rolled over in three steps: the new one
        is published beside the old, then signs, and at last the old one is taken out; people log in all the while.
      </p>
      <Loading of={loaded} what="the connections">
        {({ connections }) => (
          <div class="key-cards">
            {connections.map(({ prefix }) => (
              <KeysOf key={prefix} prefix={prefix} />
            ))}
          </div>
        )}
      </Loading>
    </section>
  );
}

function KeysOf({ prefix }: { prefix: string }) {
  const loaded = useLoaded(`keys ${prefix}`, () => askKeys(prefix));
  const [step, setStep] = useState<Step | null>(null);
  const signing = loaded.value?.keys.find(({ role }) => role === 'signing')?.sha256 ?? '';
  return (
    <section class="card" aria-label={`Keys of ${prefix}`}>
      <h3>
        <Value text={prefix} />
      </h3>
      <Loading of={loaded} what={`the keys of ${prefix}`}>
        {(keys) => <KeyRows prefix={prefix} keys={keys} onStep={setStep} />}
      </Loading>
      {step !== null && (
        <ConfirmDialog
          title={`${ACTION_WORDS[step.action]} (${prefix})`}
          action={ACTION_WORDS[step.action]}
          onConfirm={() => takeKeyStep(prefix, step.action, signing)}
          onDone={() => {
            announce('The step is taken.');
            loaded.reload();
          }}
          onClose={() => setStep(null)}
        >
          <p>{step.words}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

interface KeyRowsProps {
  prefix: string;
  keys: ConnectionKeys;
  onStep: (step: Step) => void;
}

function KeyRows({ prefix, keys: { keys, actions, source, since, step }, onStep }: KeyRowsProps) {
  return (
    <>
      <ul class="key-list">
        {keys.map((key) => (
          <li key={key.sha256}>
            <KeyRow prefix={prefix} data={key} />
          </li>
        ))}
      </ul>
      {source === 'configuration' && (
        <p class="quiet card-note">The configuration names their files: they are rolled over there.</p>
      )}
      {source === 'none' && (
        <p class="quiet card-note">It has no identity provider, and needs no keys until it has one.</p>
      )}
      {step !== 'steady' && since !== null && (
        <p class="quiet card-note">
          The last step was taken <When at={since} />.
        </p>
      )}
      {actions.length > 0 && (
        <div class="card-actions">
          {actions.map((action) => (
            <button key={action.action} type="button" class="button" onClick={() => onStep(action)}>
              {ACTION_WORDS[action.action]} …
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function KeyRow({ prefix, data: { role, sha256, type, bits, notAfter } }: { prefix: string; data: Key }) {
  const path = at(`/api/connections/${encodeURIComponent(prefix)}/keys/${sha256}.pem`);
  return (
    <div class="row-line bare-line">
      <div class="row-main">
        <p>{ROLES[role]}</p>
        <p class="quiet row-facts">
          <span>
            {type} {bits} bits
          </span>
          <span>
            certificate ends <When at={notAfter} />
          </span>
          <span class="code">
            {toFingerprint(sha256).slice(0, 23)}… <CopyButton text={() => sha256} label="the fingerprint" />
          </span>
        </p>
      </div>
      <a class="button small" href={path} download>
        <Icon name="save" />
        PEM<span class="for-readers"> of the key that: {ROLES[role]}</span>
      </a>
    </div>
  );
}
