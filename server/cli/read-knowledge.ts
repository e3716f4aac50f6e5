import { dirname, resolve } from 'node:path';
import { readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { readCertificates } from '#shared/crypto/read-certificate.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { isWrittenText } from '#shared/saml/connection/written-source.ts';
import { readYaml } from '#shared/yaml/read-yaml.ts';
import type { CliIo } from './cli-io.ts';
import { namingFile, readCertificateFile, readTextFile } from './read-file.ts';

/** The files and the moment that a user gives beside the messages. */
export interface KnowledgeOptions {
  readonly metadata: readonly string[];
  readonly certificates: readonly string[];
  /** Private keys to open encrypted parts with. */
  readonly keys: readonly string[];
  readonly connection: string | null;
  /** Milliseconds since the epoch, or null. */
  readonly at: number | null;
}

/**
 * Reads what the user gives beside the messages. Each file is tried by itself first, so that an error names it.
 * @throws WorkbenchError `file-unreadable`, `file-invalid`, and the errors of the configuration, all with the file
 */
export async function readKnowledge(options: KnowledgeOptions, io: CliIo): Promise<Knowledge> {
  const metadataTexts = await readEach(
    options.metadata,
    (file) => readTextFile(file, io),
    async (text) => {
      await knowledgeFrom({ metadataTexts: [text] });
    },
  );
  const certificatePems = await readEach(
    options.certificates,
    (file) => readCertificateFile(file, io),
    async (text) => {
      await readCertificates(text);
    },
  );
  const privateKeyPems = await readEach(
    options.keys,
    (file) => readTextFile(file, io),
    async (text) => {
      readDecryptionKey(text);
    },
  );
  const read = options.connection === null ? null : await readConnectionFile(options.connection, io);
  return await knowledgeFrom({
    metadataTexts: [...metadataTexts, ...(read?.metadataTexts ?? [])],
    certificatePems,
    privateKeyPems,
    connection: read?.connection ?? null,
    at: options.at,
    today: io.now(),
  });
}

async function readEach(
  files: readonly string[],
  read: (file: string) => Promise<string>,
  examine: (text: string) => Promise<void>,
): Promise<string[]> {
  const texts: string[] = [];
  for (const file of files) {
    const text = await read(file);
    await namingFile(file, () => examine(text));
    texts.push(text);
  }
  return texts;
}

/** A connection and the metadata that it was made from. */
export interface ConnectionFile {
  readonly connection: Connection;
  readonly metadataTexts: readonly string[];
}

/**
 * Reads a connection file (YAML or JSON) and the files that it names, whose paths are relative to it.
 * @throws WorkbenchError that names the file
 */
export async function readConnectionFile(path: string, io: CliIo): Promise<ConnectionFile> {
  const text = await readTextFile(path, io);
  const metadataTexts: string[] = [];
  const load = async (name: string): Promise<string> =>
    isWrittenText(name) ? name : readTextFile(resolve(dirname(path), name), io);
  const connection = await namingFile(path, () =>
    parseConnection(readYaml(text, path), {
      pem: load,
      metadata: async (name) => {
        const xml = await load(name);
        metadataTexts.push(xml);
        return xml;
      },
    }),
  );
  return { connection, metadataTexts };
}
