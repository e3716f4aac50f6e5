import { beforeAll, describe, expect, it } from 'vitest';
import { readYaml } from '#shared/yaml/read-yaml.ts';
import { readConnectionFile, withRow } from '../../../../extension/store/trust/connection-file.ts';
import { isConnectionText } from '../../../../extension/store/trust/connection-text.ts';
import { createWorkbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

const IDP = 'https://idp.example/metadata';
const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const FILE = `# The connection of the hub.
idp: { metadata: certs/idp.xml } # beside it
sp: { entityId: https://hub.example/hub, acs: https://hub.example/hub/saml/acs, key: sp.key, certificate: sp.pem }
user: { id: NameID, directory: '[CORP]' }
attributes:
  # who may do what
  - { from: groups, to: group }

accept: { unsolicited: true }
`;
let teller: Storyteller;
beforeAll(async () => {
  teller = await makeStoryteller();
});
const beside = (name: string) => (name === 'idp.xml' ? teller.metadata : null);

describe('a connection file', () => {
  it('is told from everything else that may be opened', () => {
    expect(isConnectionText(FILE)).toBe(true);
    expect(isConnectionText('{"idp": {}, "sp": {}}')).toBe(true);
    for (const other of ['{"log": {"idp": 1, "sp": 2}}', '<idp:x>sp:</idp:x>', 'idp: only one side', '{"idp": 1'])
      expect(isConnectionText(other)).toBe(false);
  });

  it('finds the files that it names beside it, and does without a key that is not there', async () => {
    const { connection, keys, decryptionKeys } = await readConnectionFile(FILE, beside);
    expect(connection?.idp.entityId).toBe(IDP);
    expect(keys.map(({ entityId }) => entityId)).toEqual([IDP]);
    expect([connection?.sp.key, decryptionKeys]).toEqual([null, []]);
  });

  it('names the file that is missing, and the address that nobody fetches by itself', async () => {
    await expect(readConnectionFile(FILE, () => null)).rejects.toMatchObject({
      code: 'connection-file-missing',
      facts: { file: 'certs/idp.xml' },
    });
    const byAddress = FILE.replace('certs/idp.xml', 'https://idp.example/metadata');
    await expect(readConnectionFile(byAddress, beside)).rejects.toMatchObject({ code: 'connection-metadata-address' });
    const fetched = (name: string) => (name === 'https://idp.example/metadata' ? teller.metadata : null);
    expect((await readConnectionFile(byAddress, fetched)).connection).not.toBeNull();
  });

  it('has its mistakes told by line, and keys that nobody knows by name', async () => {
    await expect(readConnectionFile('idp: [\nsp: x', beside)).rejects.toMatchObject({ code: 'yaml-invalid' });
    await expect(readConnectionFile(`${FILE}clockSqew: 3\n`, beside)).rejects.toMatchObject({
      code: 'config-unknown-key',
    });
  });

  it('is kept whole and without any key: what is kept reads as the same connection', async () => {
    const key = `-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`;
    const { connection, text, file } = await readConnectionFile(FILE, beside);
    expect(file).toBe(FILE);
    expect(text).not.toContain('sp.key');
    const again = await readConnectionFile(text ?? '', () => null);
    expect({ ...again.connection, sp: null }).toEqual({ ...connection, sp: null });
    const withKey = FILE.replace('key: sp.key', `key: ${JSON.stringify(key)}`);
    const given = await readConnectionFile(withKey, (name) => (name === 'sp.pem' ? null : beside(name)));
    expect([given.text?.includes('PRIVATE KEY'), given.file]).toEqual([false, null]);
  });
});

describe('a row more', () => {
  const row = { from: 'urn:oid:0.9.2342.19200300.100.1.3', to: 'mail' };
  const rowsOf = (text: string | null) => {
    const value = readYaml(text ?? '', 'a');
    return typeof value === 'object' && value !== null && 'attributes' in value ? value.attributes : null;
  };

  it('stands below the others, and nothing else of the text is touched', () => {
    const changed = withRow(FILE, row);
    expect(changed?.replace('  - { from: "urn:oid:0.9.2342.19200300.100.1.3", to: mail }\n', '')).toBe(FILE);
    expect(rowsOf(changed)).toEqual([{ from: 'groups', to: 'group' }, row]);
  });

  it.each([
    [
      'a map of several lines a row',
      'idp: {}\nsp: {}\nattributes:\n- from: a\n  to: b\n  values:\n    x: y\nuser: {}\n',
    ],
    ['an empty list', 'idp: {}\nsp: {}\nattributes: []\nuser: {}\n'],
    ['no list', 'idp: {}\nsp: {}'],
    ['a list at the end, without a line break', 'idp: {}\nsp: {}\nattributes:\n    - {from: a, to: b}'],
    ['JSON', '{"idp": {}, "sp": {}, "attributes": [{"from": "a", "to": "b"}]}'],
  ])('is found its place in %s', (_, text) => {
    const before = rowsOf(text);
    expect(rowsOf(withRow(text, row))).toEqual([...(Array.isArray(before) ? before : []), row]);
  });

  it('is not put where its place is not certain: a list on one line, an alias', () => {
    expect(withRow('idp: {}\nsp: {}\nattributes: [{ from: a, to: b }]\n', row)).toBeNull();
    expect(withRow('x: &rows\n  - { from: a, to: b }\nattributes: *rows\nidp: {}\nsp: {}\n', row)).toBeNull();
  });
});

describe('in the panel', () => {
  it('a connection file that is dropped is judged by, with a row that is added; another stands in its place', async () => {
    const workbench = createWorkbench(null);
    await workbench.openInput('pasted', await teller.response({ startedAt: START, name: 'a' }));
    const inline = FILE.replace('certs/idp.xml', JSON.stringify(teller.metadata));
    expect(await workbench.openInput('hub.yaml', inline)).toBe(true);
    await workbench.inputs.settled();
    expect(workbench.trust.items.value.map(({ kind }) => kind)).toEqual(['connection']);
    const added = await workbench.trust.addRow({ from: 'department', to: 'department' });
    expect(added?.file).toContain('- { from: department, to: department }\n');
    expect(workbench.trust.knowledge.value.connection?.attributes.map(({ to }) => to)).toEqual(['group', 'department']);
    await workbench.trust.add(inline, 'again');
    expect(workbench.trust.items.value.map(({ origin }) => origin)).toEqual(['again']);
    workbench.end();
  });
});
