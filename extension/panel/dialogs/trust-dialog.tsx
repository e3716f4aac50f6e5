import { useEffect, useState } from 'preact/hooks';
import { andMore, counted } from '#shared/base/count-words.ts';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { FileButton } from '../../kit/file-button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { type CompanionEntity, readCompanion } from '../../store/companion.ts';
import { lineOf } from '../../store/line-of.ts';
import type { TrustItem } from '../../store/trust.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';

/** What the user vouches for: shown, added to, taken back. */
export function TrustDialog({ onClose }: { onClose: () => void }) {
  const { trust } = useWorkbench();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = async (content: string, origin: string) => {
    try {
      await trust.add(content, origin);
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(`${origin}: ${lineOf(error)}`);
      return false;
    }
  };
  const addPasted = async (event: Event) => {
    event.preventDefault();
    if (await add(text, 'pasted')) setText('');
  };
  const addFiles = async (files: readonly File[]) => {
    for (const file of files) await add(await file.text(), file.name);
  };
  return (
    <Dialog title="Trust" notices={<Banners />} onClose={onClose}>
      <p class="quiet" id="what-to-give">
        Signatures are verified with metadata and certificates, and addresses compared with them. What is encrypted is
        opened with the service provider's private key. All of it is kept in memory until this page is closed, and
        nowhere else; a private key is never shown again, saved or sent.
      </p>
      <TrustList />
      <form class="paste-form" onSubmit={(event) => void addPasted(event)}>
        <textarea
          rows={5}
          spellcheck={false}
          autocomplete="off"
          aria-label="Metadata or certificate"
          aria-describedby="what-to-give"
          placeholder="Metadata XML of an IdP or SP, a certificate as PEM or base64, or an RSA private key as PEM to decrypt with"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {problem !== null && (
          <p class="banner tone-bad" role="alert">
            <Icon name="bad" />
            <span>{problem}</span>
          </p>
        )}
        <div class="card-actions">
          <button type="submit" class="button primary" disabled={text.trim() === ''}>
            Trust it
          </button>
          <FileButton word="From files" multiple onFiles={(files) => void addFiles(files)} />
          <FromCompanion onAdd={add} />
        </div>
      </form>
    </Dialog>
  );
}

/** Offered only where the companion serves this page and answers. */
function FromCompanion({ onAdd }: { onAdd: (xml: string, origin: string) => Promise<boolean> }) {
  const { recording } = useWorkbench();
  const [entities, setEntities] = useState<readonly CompanionEntity[]>([]);
  useEffect(() => {
    if (recording === null) void readCompanion(location.href).then(setEntities);
  }, [recording]);
  if (entities.length === 0) return null;
  const addAll = async () => {
    for (const { entityId, xml } of entities) await onAdd(xml, `companion: ${entityId}`);
  };
  return (
    <button type="button" class="button" onClick={() => void addAll()}>
      <Icon name="trust" />
      <span>The companion's connections ({entities.length})</span>
    </button>
  );
}

function TrustList() {
  const { trust } = useWorkbench();
  const items = trust.items.value;
  if (items.length === 0) return <p class="trust-none">Nothing is trusted yet.</p>;
  return (
    <ul class="trust-list" aria-label="Trusted">
      {items.map((item) => (
        <li key={item.id}>
          <Icon name={item.kind === 'private-key' ? 'key' : 'trust'} />
          <div class="trust-item">
            <strong>{itemLine(item)}</strong>
            {item.kind === 'private-key' && (
              <p class="quiet">{keyLine(item)}. In memory only; it is not shown again.</p>
            )}
            {item.keys.slice(0, 4).map(({ certificate }) => (
              <p key={certificate.sha256} class="quiet">
                <Value text={certificate.subject} />{' '}
                <span class="code">{toFingerprint(certificate.sha256).slice(0, 23)}…</span>
              </p>
            ))}
            {item.keys.length > 4 && <p class="quiet">{andMore(item.keys.length - 4, 'certificate')}</p>}
            <p class="quiet">
              <Value text={item.origin} />
            </p>
          </div>
          <button
            type="button"
            class="button small"
            aria-label={
              item.kind === 'private-key' ? `Forget: ${itemLine(item)}` : `Trust no longer: ${itemLine(item)}`
            }
            onClick={() => trust.remove(item.id)}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}

function itemLine(item: TrustItem): string {
  if (item.kind === 'private-key') return 'A private key, to decrypt with';
  return item.kind === 'metadata' ? entitiesLine(item) : certificatesLine(item);
}

/** What tells one key from another without giving any of it away. */
function keyLine({ decryptionKeys: [key] }: TrustItem): string {
  return key === undefined ? 'RSA' : `RSA, ${key.numbers.size * 8} bits`;
}

function entitiesLine(item: TrustItem): string {
  const [first] = item.entities;
  if (first === undefined) return certificatesLine(item);
  const others = item.entities.length - 1;
  return others === 0 ? first.entityId : `${first.entityId} ${andMore(others, 'entity', 'entities')}`;
}

function certificatesLine(item: TrustItem): string {
  return `${counted(item.keys.length, 'certificate')}, for any issuer`;
}
