import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { InputError } from '#shared/base/input-error.ts';
import type { DecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { AttributeRow, Connection } from '#shared/saml/connection/connection.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { TrustError } from './trust-error.ts';

/** One thing that the user gave, in memory only: to verify with, or to decrypt with. */
export interface TrustItem {
  readonly id: number;
  readonly kind: 'metadata' | 'certificate' | 'private-key';
  /** Where it came from, in the user's terms: a file name, `pasted`. */
  readonly origin: string;
  readonly entities: readonly Entity[];
  readonly keys: readonly TrustedKey[];
  /** A key to open encrypted parts with. It is held here and nowhere else, and never shown or written. */
  readonly decryptionKeys: readonly DecryptionKey[];
  /** The companion's connection, by whose gate messages are judged; null: it is none. */
  readonly connection: Connection | null;
}

/** What the user vouches for, keys to decrypt with, and the moment to judge times at. */
export interface Trust {
  readonly items: ReadonlySignal<readonly TrustItem[]>;
  /** Milliseconds; null: each message's own time of receipt. */
  readonly at: Signal<number | null>;
  readonly knowledge: ReadonlySignal<Knowledge>;
  /**
   * Reads metadata or certificates (PEM, or bare base64) and trusts them, or a private key (PKCS#8 PEM, RSA) and decrypts with it.
   * Throws a `WorkbenchError` where the text is none of these.
   */
  add(text: string, origin: string): Promise<TrustItem>;
  /** Judges by a connection from now on, in the place of an earlier one, and trusts its certificates. */
  judgeBy(connection: Connection, keys: readonly TrustedKey[], origin: string): void;
  /** Adds a row to the attribute map of the connection that is judged by; gives whether there is one. */
  addRow(row: AttributeRow): boolean;
  remove(id: number): void;
}

const CLOCK_SKEW = 180_000;

/** Trusts nothing yet. */
export function createTrust(): Trust {
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
  return {
    items,
    at,
    knowledge,
    async add(text, origin) {
      const item = { id: nextId++, origin, ...(await readTrust(text)) };
      items.value = [...items.value, item];
      return item;
    },
    judgeBy(connected, keys, origin) {
      const item = { id: nextId++, kind: 'certificate', origin, entities: [], keys, decryptionKeys: [] } as const;
      items.value = [...items.value.filter((each) => each.connection === null), { ...item, connection: connected }];
    },
    addRow(row) {
      if (connection.value === null) return false;
      items.value = items.value.map((item) =>
        item.connection === null
          ? item
          : { ...item, connection: { ...item.connection, attributes: [...item.connection.attributes, row] } },
      );
      return true;
    },
    remove(id) {
      items.value = items.value.filter((item) => item.id !== id);
    },
  };
}

/** What a text is to verify or decrypt with, without trusting it. Throws as `Trust.add` does. */
export async function readTrust(text: string): Promise<Omit<TrustItem, 'id' | 'origin'>> {
  const kind = kindOf(text);
  const { knowledgeFrom } = await import('#shared/inspection/build-knowledge.ts');
  const { entities, keys, decryptionKeys = [] } = await knowledgeFrom({ [SOURCES[kind]]: [text] });
  if (entities.length + keys.length + decryptionKeys.length === 0) throw new TrustError('trust-unrecognised');
  return { kind, entities, keys, decryptionKeys, connection: null };
}

const SOURCES = { metadata: 'metadataTexts', certificate: 'certificatePems', 'private-key': 'privateKeyPems' } as const;

function kindOf(text: string): TrustItem['kind'] {
  const trimmed = text.trim();
  if (trimmed === '') throw new InputError('input-empty');
  if (trimmed.includes('PRIVATE KEY-----')) return 'private-key';
  const isMarkup = trimmed.replace(/^\ufeff/, '').startsWith('<');
  // A page on which a browser shows XML begins with a sentence of its own.
  return isMarkup || /<(?:\w+:)?Entit(?:y|ies)Descriptor\s/.test(trimmed) ? 'metadata' : 'certificate';
}
