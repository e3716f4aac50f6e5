import { andMore, counted } from '#shared/base/count-words.ts';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import type { TrustItem } from '../../store/trust/trust-item.ts';
import { useWorkbench } from '../parts/context.ts';

/** As many certificates of one thing are named. */
const CERTIFICATES = 4;

/** What was given: each can be kept for the next time, and taken back. */
export function TrustList() {
  const { trust, notices } = useWorkbench();
  const items = trust.items.value;
  if (items.length === 0) return <p class="trust-none">Nothing is trusted yet.</p>;
  return (
    <>
      <ul class="trust-list" aria-label="Trusted">
        {items.map((item) => (
          <TrustRow key={item.id} item={item} />
        ))}
      </ul>
      {items.length > 1 && (
        <div class="card-actions">
          <button type="button" class="button small" onClick={() => trust.removeAll().catch(notices.showError)}>
            Remove all
          </button>
        </div>
      )}
    </>
  );
}

function TrustRow({ item }: { item: TrustItem }) {
  const { trust, notices } = useWorkbench();
  const { id, kind, keys, origin, isKept } = item;
  const line = toVisibleString(itemLine(item));
  return (
    <li>
      <Icon name={kind === 'private-key' ? 'key' : 'trust'} />
      <div class="trust-item">
        <strong>{line}</strong>
        {kind === 'private-key' && <p class="quiet">{keyLine(item)}. In memory only; it is not shown again.</p>}
        {keys.slice(0, CERTIFICATES).map(({ certificate }) => (
          <p key={certificate.sha256} class="quiet">
            <Value text={certificate.subject} />{' '}
            <span class="code">{toFingerprint(certificate.sha256).slice(0, 23)}…</span>
          </p>
        ))}
        {keys.length > CERTIFICATES && <p class="quiet">{andMore(keys.length - CERTIFICATES, 'certificate')}</p>}
        <p class="quiet">
          <Value text={origin} />
        </p>
      </div>
      {item.text !== null && (
        <button
          type="button"
          class="button small"
          aria-pressed={isKept}
          aria-label={`Keep: ${line}`}
          title={
            isKept
              ? 'Kept in this browser. Forget it when the panel is closed'
              : 'Keep it in this browser for the next time'
          }
          onClick={() => trust.setKept(id, !isKept).catch(notices.showError)}
        >
          Keep
        </button>
      )}
      <button
        type="button"
        class="button small"
        aria-label={`Remove: ${line}`}
        onClick={() => trust.remove(id).catch(notices.showError)}
      >
        Remove
      </button>
    </li>
  );
}

function itemLine(item: TrustItem): string {
  if (item.kind === 'private-key') return 'A private key, to decrypt with';
  if (item.connection !== null) return `The connection of ${item.connection.sp.entityId}, to judge by`;
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
