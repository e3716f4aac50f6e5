import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../kit/dialog.tsx';
import { FileButton } from '../../kit/file-button.tsx';
import { Icon } from '../../kit/icon.tsx';
import type { Reach } from '../../messaging/reach.ts';
import { lineOf } from '../../store/base/line-of.ts';
import { type CompanionEntity, readCompanion } from '../../store/link/companion.ts';
import { fetchMetadata } from '../../store/trust/fetch-metadata.ts';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';
import { useReach } from '../parts/use-reach.ts';
import { LinkForm } from './link-form.tsx';
import { TrustList } from './trust-list.tsx';

/** What the user vouches for: shown, added to, kept at wish, taken back. */
export function TrustDialog({ onClose }: { onClose: () => void }) {
  const { trust } = useWorkbench();
  const reach = useReach();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (origin: string, work: () => Promise<unknown>) => {
    try {
      await work();
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(`${origin}: ${lineOf(error)}`);
      return false;
    }
  };
  const add = (content: string, origin: string) => attempt(origin, () => trust.add(content, origin));
  const addPasted = async (event: Event) => {
    event.preventDefault();
    if (await add(text, 'pasted')) setText('');
  };
  /** A connection file finds those that it names among the files that were chosen with it, and metadata that was fetched. */
  const addFiles = async (files: readonly File[]) => {
    const texts = new Map(await Promise.all(files.map(async (file) => [file.name, await file.text()] as const)));
    const fetched = (name: string) => trust.items.value.find(({ origin }) => origin === name)?.text ?? null;
    const beside = (name: string) => texts.get(name) ?? fetched(name);
    for (const [name, content] of texts) await attempt(name, () => trust.add(content, name, beside));
  };
  return (
    <Dialog title="Trust" notices={<Banners />} onClose={onClose}>
      <p class="quiet" id="what-to-give">
        Signatures are verified with metadata and certificates, addresses compared with them, messages judged by a
        connection file. What is encrypted is opened with the service provider's private key. All of it is gone when
        this page is closed, but for what you keep: a private key is never kept, shown again, saved or sent.
      </p>
      <TrustList />
      <form class="paste-form" onSubmit={(event) => void addPasted(event)}>
        <textarea
          name="trusted"
          rows={5}
          spellcheck={false}
          autocomplete="off"
          aria-label="Metadata or certificate"
          aria-describedby="what-to-give"
          placeholder="Metadata XML of an IdP or SP, a certificate as PEM or base64, a connection file (YAML or JSON), or an RSA private key as PEM to decrypt with"
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
      {reach?.span === 'any' && <FetchForm reach={reach} attempt={attempt} />}
      {reach !== null && <LinkForm reach={reach} attempt={attempt} />}
    </Dialog>
  );
}

interface FetchFormProps {
  reach: Reach;
  attempt: (origin: string, work: () => Promise<unknown>) => Promise<boolean>;
}

/** Metadata from its address, by a click: the browser asks for that one host then. */
function FetchForm({ reach, attempt }: FetchFormProps) {
  const { trust } = useWorkbench();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const fetchIt = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    // Called before anything is awaited: the browser asks inside a click alone.
    if (await attempt(address, () => fetchMetadata(reach, trust, address))) setAddress('');
    setBusy(false);
  };
  return (
    <form class="fetch-form" onSubmit={(event) => void fetchIt(event)}>
      <p>Or fetch metadata from its address</p>
      <div class="fetch-line">
        <input
          name="metadata-address"
          type="url"
          aria-label="Address of metadata"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://idp.example.com/metadata"
          aria-describedby="what-is-asked"
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={busy || address.trim() === ''}>
          Fetch
        </button>
      </div>
      <p class="quiet" id="what-is-asked">
        The browser asks for that one host, which sees a request without cookies and nothing else. The permission is
        given back at once.
      </p>
    </form>
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
