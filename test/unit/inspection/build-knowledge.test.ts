import { describe, expect, test } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { keysFor } from '#shared/inspection/trust.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { certificateBase64, connectionOf, IDP, SP, testKeys } from '../checks/kit.ts';
import { AUTHN_REQUEST, idpMetadata, RESPONSE, spMetadata } from '../checks/messages.ts';

const short = ({ keys }: Awaited<ReturnType<typeof knowledgeFrom>>) =>
  keys.map(({ entityId, source }) => `${entityId} ${source}`);

describe('what is known', () => {
  test('of nothing is nothing, with three minutes of skew', async () => {
    expect(await knowledgeFrom({})).toEqual({
      entities: [],
      keys: [],
      connection: null,
      at: null,
      today: null,
      clockSkew: 180_000,
      decryptionKeys: [],
    });
  });

  test('of metadata are its entities and the keys that sign', async () => {
    const { idp, sp } = await testKeys();
    const knowledge = await knowledgeFrom({
      metadataTexts: [idpMetadata(certificateBase64(idp), ''), spMetadata(certificateBase64(sp))],
    });
    expect(knowledge.entities.map(({ entityId }) => entityId)).toEqual([IDP, SP]);
    expect(short(knowledge)).toEqual([`${IDP} metadata`, `${SP} metadata`]);
  });

  test('a key for encryption verifies nothing (saml-metadata 2.4.1.1)', async () => {
    const { idp } = await testKeys();
    expect(
      short(await knowledgeFrom({ metadataTexts: [idpMetadata(certificateBase64(idp), ' use="encryption"')] })),
    ).toEqual([]);
  });

  test('one broken certificate of a federation takes no other away', async () => {
    const { idp } = await testKeys();
    const aggregate = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${idpMetadata('AAAA').replace(IDP, 'https://broken')}${idpMetadata(certificateBase64(idp))}</EntitiesDescriptor>`;
    const knowledge = await knowledgeFrom({ metadataTexts: [aggregate] });
    expect(knowledge.entities).toHaveLength(2);
    expect(short(knowledge)).toEqual([`${IDP} metadata`]);
  });

  test('of a connection are the keys of both sides, and its skew', async () => {
    const { idp, sp } = await testKeys();
    const base = connectionOf(idp);
    const connection = { ...base, clockSkew: 5000, sp: { ...base.sp, certificate: sp.certificatePem } };
    const knowledge = await knowledgeFrom({ connection });
    expect(short(knowledge)).toEqual([`${IDP} connection`, `${SP} connection`]);
    expect(knowledge.clockSkew).toBe(5000);
    expect((await knowledgeFrom({ connection, clockSkew: 1 })).clockSkew).toBe(1);
  });

  test('of a PEM file is every certificate in it, for anybody', async () => {
    const { idp, sp } = await testKeys();
    expect(short(await knowledgeFrom({ certificatePems: [idp.certificatePem + sp.certificatePem] }))).toEqual([
      'null pasted',
      'null pasted',
    ]);
  });

  test('of metadata on the page on which a browser shows it', async () => {
    const page = `This XML file does not appear to have any style information associated with it. The document tree is shown below.\n${idpMetadata('MIIB')}`;
    const { entities } = await knowledgeFrom({ metadataTexts: [page] });
    expect(entities.map(({ entityId }) => entityId)).toEqual([IDP]);
  });

  test('the same key of the same entity counts once', async () => {
    const { idp } = await testKeys();
    const metadata = idpMetadata(certificateBase64(idp));
    expect((await knowledgeFrom({ metadataTexts: [metadata, metadata] })).keys).toHaveLength(1);
  });

  test.each([
    ['a response for metadata', { metadataTexts: [RESPONSE] }, 'metadata-expected'],
    ['text for metadata', { metadataTexts: ['no'] }, 'metadata-other'],
    ['an HTML page for metadata', { metadataTexts: ['<!doctype html><title>x</title>'] }, 'metadata-other'],
    ['broken metadata', { metadataTexts: ['<EntityDescriptor'] }, 'xml-not-well-formed'],
    [
      'metadata in no namespace',
      { metadataTexts: ['<EntityDescriptor entityID="https://idp.example"/>'] },
      'metadata-namespace',
    ],
    [
      'metadata in lower case',
      { metadataTexts: ['<entitiesdescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"></entitiesdescriptor>'] },
      'metadata-lower-case',
    ],
    ['text for a certificate', { certificatePems: ['no'] }, /certificate/],
  ])('refuses %s', async (_, sources, code) => {
    await expect(knowledgeFrom(sources)).rejects.toMatchObject({
      code: typeof code === 'string' ? code : expect.stringMatching(code),
    });
  });
});

describe('the keys for a message', () => {
  test('are its issuer’s and the pasted ones, never another entity’s', async () => {
    const { idp, sp, stranger } = await testKeys();
    const { keys } = await knowledgeFrom({
      metadataTexts: [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
      certificatePems: [stranger.certificatePem],
    });
    const owners = (xml: string) => keysFor(readMessage(parseXml(xml)), keys).map(({ entityId }) => entityId);
    expect(owners(RESPONSE)).toEqual([IDP, null]);
    expect(owners(AUTHN_REQUEST)).toEqual([SP, null]);
    expect(owners(RESPONSE.replace(/<saml:Issuer>[^<]*<\/saml:Issuer>/, ''))).toEqual([IDP, null]);
  });
});
