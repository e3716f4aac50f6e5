import { describe, expect, test } from 'vitest';
import type { Entity } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readMetadataInSteps } from '#shared/saml/read-metadata-in-steps.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';

const MD = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"';
const none = () => Promise.resolve();

/** Without the tree, whose offsets differ. */
function plain(entities: readonly Entity[]): unknown {
  return JSON.parse(
    JSON.stringify(entities.map(readEntityDetails), (key, value) =>
      key === 'element' || key === 'keyInfos' ? undefined : value,
    ),
  );
}

function entitiesOf(xml: string): readonly Entity[] {
  const message = readMessage(parseXml(xml));
  return message.kind === 'Metadata' ? message.entities : [];
}

describe('metadata in steps', () => {
  test('an aggregate: its head, its entities in order, nested groups too', async () => {
    const xml = `<md:EntitiesDescriptor ${MD} validUntil="2030-01-01T00:00:00Z" ID="_1"><md:EntityDescriptor entityID="a"><md:X/></md:EntityDescriptor><md:EntitiesDescriptor><md:EntityDescriptor entityID="b"><md:X/></md:EntityDescriptor></md:EntitiesDescriptor></md:EntitiesDescriptor>`;
    const metadata = await readMetadataInSteps(xml, none);
    expect(metadata).toMatchObject({ kind: 'Metadata', id: '_1', validUntil: { text: '2030-01-01T00:00:00Z' } });
    expect(metadata.entities.map(({ entityId }) => entityId)).toEqual(['a', 'b']);
  });

  test('an entity in a group of another namespace is none, as read in one go', async () => {
    const xml = `<md:EntitiesDescriptor ${MD}><EntitiesDescriptor xmlns="urn:x"><md:EntityDescriptor entityID="a"><md:X/></md:EntityDescriptor></EntitiesDescriptor><md:EntityDescriptor entityID="b"><md:X/></md:EntityDescriptor></md:EntitiesDescriptor>`;
    expect(entitiesOf(xml).map(({ entityId }) => entityId)).toEqual(['b']);
    expect((await readMetadataInSteps(xml, none)).entities.map(({ entityId }) => entityId)).toEqual(['b']);
  });

  test('a single entity', async () => {
    const metadata = await readMetadataInSteps(
      `<md:EntityDescriptor ${MD} entityID="a"><md:X/></md:EntityDescriptor>`,
      none,
    );
    expect(metadata.entities.map(({ entityId }) => entityId)).toEqual(['a']);
  });

  test('a name alone does not make metadata', async () => {
    await expect(
      readMetadataInSteps(
        '<EntitiesDescriptor><EntityDescriptor entityID="a">x</EntityDescriptor></EntitiesDescriptor>',
        none,
      ),
    ).rejects.toMatchObject({ code: 'metadata-expected' });
  });

  test('pauses after every piece, and none is longer than a few dozen KB', async () => {
    const entity = `<md:EntityDescriptor entityID="a"><md:X>${'x'.repeat(10_000)}</md:X></md:EntityDescriptor>`;
    let pauses = 0;
    await readMetadataInSteps(
      `<md:EntitiesDescriptor ${MD}>${entity.repeat(100)}</md:EntitiesDescriptor>`,
      async () => {
        pauses++;
      },
    );
    expect(pauses).toBe(50);
  });
});

describeCorpus('metadata of the corpus in steps', () => {
  describe('metadata of real federations, in steps', () => {
    test.each([
      'ukfederation-metadata.xml',
      'metadata.switchaai_signed.xml',
      'InCommon-metadata.xml',
      'adfs-metadata.xml',
    ])('%s says the same as read in one go', async (file) => {
      const xml = readCorpusFile(`opensaml-metadata/${file}`).toString('utf8');
      const metadata = await readMetadataInSteps(xml, none);
      expect(plain(metadata.entities)).toEqual(plain(entitiesOf(xml)));
      expect(metadata.entities.length).toBeGreaterThan(0);
    });
  });
});
