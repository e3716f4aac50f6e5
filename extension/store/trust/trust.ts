import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { SuggestedRow } from '#shared/mapping/row-line.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { Keeping } from './keeping.ts';
import type { FilesBeside, TrustItem } from './trust-item.ts';

/** What the user vouches for, keys to decrypt with, and the moment to judge times at. */
export interface Trust {
  readonly items: ReadonlySignal<readonly TrustItem[]>;
  /** Milliseconds; null: each message's own time of receipt. */
  readonly at: Signal<number | null>;
  readonly knowledge: ReadonlySignal<Knowledge>;
  /**
   * Reads metadata, certificates (PEM, or bare base64) or a connection file and trusts them, or a private key (PKCS#8 PEM,
   * RSA) and decrypts with it. A connection stands in the place of an earlier one. Throws a `WorkbenchError` where the text
   * is none of these.
   */
  add(text: string, origin: string, beside?: FilesBeside): Promise<TrustItem>;
  /** Judges by a connection from now on, in the place of an earlier one, and trusts its certificates. */
  judgeBy(connection: Connection, keys: readonly TrustedKey[], origin: string): void;
  /**
   * Adds a row that takes an attribute as it comes to the map of the connection that is judged by, and to what is kept of it.
   * Gives its file with the row in it, where a file was given and the place for the row is certain; null: there is no connection.
   */
  addRow(row: SuggestedRow): Promise<{ readonly file: string | null } | null>;
  remove(id: number): Promise<void>;
  removeAll(): Promise<void>;
  /** Has it there the next time, or no longer. Throws a `WorkbenchError` where the browser keeps no more. */
  setKept(id: number, isKept: boolean): Promise<void>;
  /** Trusts again what was kept. Gives how many of it cannot be read any longer: these are forgotten. */
  restore(): Promise<number>;
}

const CLOCK_SKEW = 180_000;

/** Trusts nothing yet. Without `keeping` nothing can be kept. */
export function createTrust(keeping: Keeping | null = null): Trust {
  const items = signal<readonly TrustItem[]>([]);
  const at = signal<number | null>(null);
  let nextId = 1;
  const connection = computed(() => items.value.find((item) => item.connection !== null)?.connection ?? null);
  const knowledge = computed<Knowledge>(() => ({
    entities: items.value.flatMap((item) => item.entities),
    keys: items.value.flatMap((item) => item.keys),
    decryptionKeys: items.value.flatMap((item) => item.decryptionKeys),
    connection: connection.value,
    at: at.value,
    today: Date.now(),
    clockSkew: connection.value?.clockSkew ?? CLOCK_SKEW,
  }));
  const put = (item: TrustItem) => {
    const others = item.connection === null ? items.value : items.value.filter((each) => each.connection === null);
    items.value = [...others, item];
    return item;
  };
  const replace = (id: number, change: (item: TrustItem) => TrustItem) => {
    items.value = items.value.map((item) => (item.id === id ? change(item) : item));
  };
  const drop = async (isGone: (item: TrustItem) => boolean) => {
    const gone = items.value.filter(isGone);
    items.value = items.value.filter((item) => !isGone(item));
    await keeping?.forget(gone.flatMap(({ isKept, text }) => (isKept && text !== null ? [text] : [])));
  };
  return {
    items,
    at,
    knowledge,
    async add(text, origin, beside) {
      const { readTrust } = await import('./read-trust.ts');
      const read = await readTrust(text, beside);
      if (read.connection !== null) await drop((each) => each.connection !== null);
      return put({ id: nextId++, origin, ...read, isKept: false });
    },
    judgeBy(connected, keys, origin) {
      const item = { id: nextId++, kind: 'connection', origin, entities: [], keys, decryptionKeys: [] } as const;
      put({ ...item, connection: connected, text: null, file: null, isKept: false });
    },
    async addRow(row) {
      const before = items.value.find((item) => item.connection !== null);
      if (before === undefined) return null;
      const { withRow } = await import('./connection-file.ts');
      const changed = (text: string | null) => (text === null ? null : withRow(text, row));
      const [file, text] = [changed(before.file), changed(before.text)];
      replace(before.id, (item) => ({ ...item, file, text, connection: mapping(item.connection, row) }));
      if (before.isKept && before.text !== null && text !== null) {
        await keeping?.keep({ origin: before.origin, text });
        await keeping?.forget([before.text]);
      }
      return { file };
    },
    remove: (id) => drop((item) => item.id === id),
    removeAll: () => drop(() => true),
    async setKept(id, isKept) {
      const item = items.value.find((each) => each.id === id);
      if (item === undefined || item.text === null || keeping === null) return;
      if (isKept) await keeping.keep({ origin: item.origin, text: item.text });
      else await keeping.forget([item.text]);
      replace(id, (each) => ({ ...each, isKept }));
    },
    async restore() {
      const kept = (await keeping?.read()) ?? [];
      if (kept.length === 0) return 0;
      const { readTrust } = await import('./read-trust.ts');
      const unreadable: string[] = [];
      for (const { origin, text } of kept) {
        try {
          put({ id: nextId++, origin, ...(await readTrust(text)), isKept: true });
        } catch (error) {
          // Of an earlier version, or damaged: it is told, and forgotten.
          if (!(error instanceof WorkbenchError)) throw error;
          unreadable.push(text);
        }
      }
      await keeping?.forget(unreadable);
      return unreadable.length;
    },
  };
}

function mapping(connection: Connection | null, { from, to }: SuggestedRow): Connection | null {
  if (connection === null) return null;
  return { ...connection, attributes: [...connection.attributes, { from, to, required: false, values: new Map() }] };
}
