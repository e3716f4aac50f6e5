import { beforeAll, describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { spLogoutEndpoints } from '#shared/saml/connection/endpoints.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { BINDING } from '#shared/saml/names.ts';
import { certificateBase64, IDP, IDP_SLO, IDP_SSO, type Keys, testKeys } from '#test/unit/checks/kit.ts';
import { idpMetadata, spMetadata } from '#test/unit/checks/messages.ts';

let keys: Keys;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  keys = await testKeys();
  const metadata = idpMetadata(certificateBase64(keys.idp));
  files = new Map([
    ['idp.xml', metadata],
    [
      'two.xml',
      `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${metadata}${metadata.replace(IDP, 'https://two')}</EntitiesDescriptor>`,
    ],
    ['encryption.xml', idpMetadata(certificateBase64(keys.idp), ' use="encryption"')],
    ['response.xml', '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>'],
    ['sp.xml', spMetadata(certificateBase64(keys.sp))],
    ['idp.pem', keys.idp.certificatePem + keys.stranger.certificatePem],
    ['sp.pem', 'KEY'],
    ['sp.crt', keys.sp.certificatePem],
  ]);
});

const SP = { entityId: 'https://sp', acs: 'https://sp/acs' };

async function file(name: string): Promise<string> {
  const text = files.get(name);
  if (text === undefined) throw new Error(`There is no ${name}.`);
  return text;
}

function parse(raw: unknown) {
  return parseConnection(raw, { metadata: file, pem: file });
}

async function errorOf(raw: unknown): Promise<string> {
  const error = await parse(raw).catch((caught: unknown) => caught);
  if (!(error instanceof WorkbenchError)) throw new Error(`Not refused: ${String(error)}`);
  return `${error.code} ${error.facts['path'] ?? ''}: ${error.message}`;
}

describe('a connection file', () => {
  test('as the documentation shows it', async () => {
    const connection = await parse({
      idp: { metadata: 'idp.xml' },
      sp: { ...SP, slo: 'https://sp/slo', key: 'sp.pem', certificate: 'sp.crt' },
      clockSkew: 60,
      user: { id: 'mail', directory: '[CORP]' },
      attributes: [{ from: 'groups', to: 'group', required: true, values: { '3f2a': 'Sales' } }],
      accept: { unsolicited: true, assertionUnsigned: false, sha1: false, rsa15: false },
    });
    expect(connection).toMatchObject({
      idp: {
        entityId: IDP,
        singleSignOn: [{ location: IDP_SSO }],
        singleLogout: [{ location: IDP_SLO }, { location: IDP_SLO }],
      },
      sp: { ...SP, slo: 'https://sp/slo', key: 'KEY', certificate: keys.sp.certificatePem },
      clockSkew: 60_000,
      user: { id: 'mail', directory: '[CORP]' },
      attributes: [{ from: 'groups', to: 'group', required: true, values: new Map([['3f2a', 'Sales']]) }],
      accept: { unsolicited: true, assertionUnsigned: false, logoutUnsigned: false, sha1: false, rsa15: false },
    });
    expect(connection.idp.certificates.map(({ sha256 }) => sha256)).toEqual([keys.idp.certificate.sha256]);
  });

  test('with an address for logout by binding', async () => {
    const slo = { redirect: 'https://sp/slo', soap: 'https://sp/slo/soap' };
    const { sp } = await parse({ idp: { metadata: 'idp.xml' }, sp: { ...SP, slo } });
    expect(sp.slo).toBe('https://sp/slo');
    expect(spLogoutEndpoints(sp).map(({ binding, location }) => [binding, location])).toEqual([
      [BINDING.redirect, 'https://sp/slo'],
      [BINDING.soap, 'https://sp/slo/soap'],
    ]);
    const one = await parse({ idp: { metadata: 'idp.xml' }, sp: { ...SP, slo: 'https://sp/slo' } });
    expect(spLogoutEndpoints(one.sp).map(({ binding, location }) => [binding, location])).toEqual([
      [BINDING.redirect, 'https://sp/slo'],
      [BINDING.post, 'https://sp/slo'],
    ]);
    const none = await parse({ idp: { metadata: 'idp.xml' }, sp: SP });
    expect(spLogoutEndpoints(none.sp)).toEqual([]);
    const wrong = { idp: { metadata: 'idp.xml' }, sp: { ...SP, slo: { paos: 'https://sp/slo' } } };
    expect(await errorOf(wrong)).toContain('sp.slo');
  });

  test('with as little as possible accepts nothing by itself', async () => {
    expect(await parse({ idp: { metadata: 'idp.xml' }, sp: SP })).toMatchObject({
      sp: { slo: null, key: null, certificate: null },
      clockSkew: 180_000,
      user: { id: 'NameID' },
      attributes: [],
      accept: { unsolicited: false, assertionUnsigned: false, logoutUnsigned: false, sha1: false, rsa15: false },
    });
  });

  test('says what its second reader must do: read, or verify as well', async () => {
    const read = async (secondOpinion?: string) => {
      const accept = secondOpinion === undefined ? {} : { secondOpinion };
      return (await parse({ idp: { metadata: 'idp.xml' }, sp: SP, accept })).accept.secondOpinion;
    };
    expect([await read(), await read('reading'), await read('both')]).toEqual(['reading', 'reading', 'both']);
    const wrong = { idp: { metadata: 'idp.xml' }, sp: SP, accept: { secondOpinion: 'none' } };
    expect(await errorOf(wrong)).toContain('accept.secondOpinion');
  });

  test('without metadata, the IdP spelled out', async () => {
    const idp = {
      entityId: 'https://i',
      sso: 'https://i/sso',
      slo: { post: 'https://i/slo', soap: 'https://i/soap' },
      certificates: ['idp.pem'],
    };
    const connection = await parse({ idp, sp: SP });
    expect(connection.idp).toMatchObject({
      entityId: 'https://i',
      singleSignOn: [{ binding: BINDING.redirect, location: 'https://i/sso' }],
      singleLogout: [{ binding: BINDING.post }, { binding: BINDING.soap }],
    });
    expect(connection.idp.certificates).toHaveLength(2);
  });

  test('picks one IdP out of several by its entity ID', async () => {
    const connection = await parse({ idp: { metadata: 'two.xml', entityId: 'https://two' }, sp: SP });
    expect(connection.idp.entityId).toBe('https://two');
  });

  test('keeps an attribute named __proto__ a name', async () => {
    const attributes = JSON.parse('[{"from":"__proto__","to":"x","values":{"constructor":"y"}}]');
    const connection = await parse({ idp: { metadata: 'idp.xml' }, sp: SP, attributes });
    expect(connection.attributes[0]).toMatchObject({ from: '__proto__', values: new Map([['constructor', 'y']]) });
  });
});

describe('a row of the attribute map', () => {
  test('with every step that there is', async () => {
    const row = { from: 'g', to: 'group', by: 'name', nameFormat: 'urn:x', nested: 'qualified', split: ';' };
    const steps = { extract: 'CN=([^,]+),.*', unmatched: 'keep', fold: 'lower', unmapped: 'refuse' };
    const { attributes } = await parse({ idp: { metadata: 'idp.xml' }, sp: SP, attributes: [{ ...row, ...steps }] });
    expect(attributes).toEqual([
      {
        ...row,
        ...steps,
        required: false,
        values: new Map(),
        extract: { text: steps.extract, pattern: expect.anything() },
      },
    ]);
  });

  test.each([
    [{ extract: '(a)(b)' }, /attributes\.0\.extract.*character 4: only one group can be taken/],
    [{ extract: '(?<=a)b' }, /look-around/],
    [{ unmapped: 'guess' }, /attributes\.0\.unmapped/],
    [{ split: '' }, /attributes\.0\.split/],
    [{ pattern: 'x' }, /attributes\.0\.pattern/],
  ])('is refused where it means nothing: %j', async (steps, words) => {
    const attributes = [{ from: 'g', to: 'group', ...steps }];
    expect(await errorOf({ idp: { metadata: 'idp.xml' }, sp: SP, attributes })).toMatch(words);
  });
});

describe('a connection file is refused, the place named', () => {
  const idp = { metadata: 'idp.xml' };
  test.each<[string, unknown, string]>([
    ['an unknown key', { idp, sp: SP, clokSkew: 1 }, 'config-unknown-key clokSkew'],
    ['an unknown key deeper down', { idp, sp: { ...SP, kee: 'x' } }, 'config-unknown-key sp.kee'],
    [
      'an unknown key in a row',
      {
        idp,
        sp: SP,
        attributes: [
          { from: 'a', to: 'b' },
          { from: 'a', to: 'b', x: 1 },
        ],
      },
      'config-unknown-key attributes.1.x',
    ],
    ['no sp', { idp }, 'config-invalid sp: The configuration is wrong at sp: it is missing.'],
    ['an ACS that is no URL', { idp, sp: { ...SP, acs: '/acs' } }, 'config-invalid sp.acs'],
    ['a skew that is no number', { idp, sp: SP, clockSkew: '180' }, 'config-invalid clockSkew'],
    ['a skew below nothing', { idp, sp: SP, clockSkew: -1 }, 'config-invalid clockSkew'],
    [
      'a value map that is a list',
      { idp, sp: SP, attributes: [{ from: 'a', to: 'b', values: ['x'] }] },
      'config-invalid attributes.0.values',
    ],
    [
      'a value that is a number',
      { idp, sp: SP, attributes: [{ from: 'a', to: 'b', values: { x: 1 } }] },
      'config-invalid attributes.0.values',
    ],
    ['a yes that is not true', { idp, sp: SP, accept: { sha1: 'yes' } }, 'config-invalid accept.sha1'],
    ['nothing', null, 'config-invalid the file'],
    ['neither metadata nor entityId', { idp: {}, sp: SP }, 'config-idp'],
    ['no certificate', { idp: { entityId: 'x', sso: 'https://i/sso' }, sp: SP }, 'config-idp'],
    ['metadata with a certificate for encryption only', { idp: { metadata: 'encryption.xml' }, sp: SP }, 'config-idp'],
    ['metadata of several IdPs, none named', { idp: { metadata: 'two.xml' }, sp: SP }, 'config-idp'],
    [
      'metadata without the IdP that is named',
      { idp: { metadata: 'two.xml', entityId: 'https://three' }, sp: SP },
      'config-idp',
    ],
    ['metadata of an SP', { idp: { metadata: 'sp.xml' }, sp: SP }, 'it is that of a service provider'],
    ['metadata that is a response', { idp: { metadata: 'response.xml' }, sp: SP }, 'metadata-unreadable'],
  ])('%s', async (_, raw, expected) => {
    expect(await errorOf(raw)).toContain(expected);
  });
});
