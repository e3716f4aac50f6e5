import { useState } from 'preact/hooks';
import type { Reach } from '../../messaging/reach.ts';
import { useWorkbench } from '../parts/context.ts';

interface LinkFormProps {
  reach: Reach;
  attempt: (origin: string, work: () => Promise<unknown>) => Promise<boolean>;
}

/** Links the panel with a companion: by its address, and the administrator's token, which is held in memory alone. */
export function LinkForm({ reach, attempt }: LinkFormProps) {
  const { link } = useWorkbench();
  const [address, setAddress] = useState(() => (reach.span === 'own' ? ownCompanion() : ''));
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const connect = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const isLinked = await attempt(address, async () => {
      const { linkWith } = await import('../../store/link/companion-link.ts');
      link.value = await linkWith(reach, address, token);
    });
    if (isLinked) setToken('');
    setBusy(false);
  };
  if (link.value !== null) return <Linked />;
  return (
    <form class="fetch-form" onSubmit={(event) => void connect(event)}>
      <p>Or link a companion, to judge by its connections and to ask it about a login</p>
      <div class="fetch-line">
        <input
          name="companion-address"
          type="url"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://companion.example.com"
          aria-label="Address of the companion"
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
        <input
          name="companion-token"
          type="password"
          autocomplete="off"
          placeholder="Its administrator’s token"
          aria-label="Token of its administrator"
          aria-describedby="what-a-link-is"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={busy || address.trim() === '' || token.trim() === ''}>
          Link
        </button>
      </div>
      <p class="quiet" id="what-a-link-is">
        The token is kept in memory until the panel is closed. Nothing of what is recorded goes there but what you send
        by a click, and then to this address alone.
      </p>
    </form>
  );
}

/** The companion that is linked, its connections to judge by, and the end of it. */
function Linked() {
  const { link, trust, notices } = useWorkbench();
  const linked = link.value;
  if (linked === null) return null;
  const judge = async () => {
    const { judgeByCompanion } = await import('../../store/link/judge-by-companion.ts');
    await judgeByCompanion(linked, trust);
  };
  const unlink = async () => {
    link.value = null;
    await linked.end();
  };
  return (
    <section class="fetch-form" aria-label="Companion">
      <p>
        Linked with <strong>{linked.host}</strong>
      </p>
      <div class="card-actions">
        <select
          name="companion-connection"
          aria-label="Its connection"
          value={linked.chosen}
          onChange={(event) => (link.value = linked.choose(event.currentTarget.value))}
        >
          {linked.connections.map(({ prefix, idp }) => (
            <option key={prefix} value={prefix}>
              {prefix} ({idp})
            </option>
          ))}
        </select>
        <button type="button" class="button" onClick={() => judge().catch(notices.showError)}>
          Judge by it
        </button>
        <button type="button" class="button" onClick={() => unlink().catch(notices.showError)}>
          End the link
        </button>
      </div>
    </section>
  );
}

/** The companion that serves this page; a proxy may show it below a path. */
function ownCompanion(): string {
  const { origin, pathname } = location;
  return `${origin}${pathname.slice(0, Math.max(0, pathname.lastIndexOf('/inspect/')))}`;
}
