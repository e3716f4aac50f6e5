import { Ajv2020 } from 'ajv/dist/2020.js';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import schema from '#server/companion.schema.json' with { type: 'json' };
import { ACCESS_SCHEMA } from '#server/config/app-schema.ts';
import { readConfigText, toConfig } from '#server/config/read-config.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { CONNECTION_SCHEMA } from '#shared/saml/connection/read-connection.ts';
import { readYamlFile } from '#shared/yaml/read-yaml.ts';
import { keysNamedIn, keysOf, withoutKeys, withUnknownKeys, withWrongTypes } from '#test/schemas/variants.ts';

const fits = new Ajv2020({ formats: { uri: (text: string) => URL.canParse(text) } }).compile(schema);

/** Every key there is, and each form that a key may have. */
const FULL = {
  host: '0.0.0.0',
  port: 4040,
  url: 'https://sp.example',
  state: '.state',
  tls: { port: 4243, key: 'server.key', certificate: 'server.crt', clientCa: 'ca.pem' },
  console: { connection: 'hub', condition: 'user.environment.group = "Admins"' },
  metadataHosts: ['localhost', '127.0.0.1:4041'],
  audit: { days: 30, lines: 5000 },
  connections: [
    {
      prefix: 'hub',
      description: 'all of it',
      sessionTimeout: 30,
      sessionLifetime: 600,
      sessionsPerUser: 5,
      attributesKept: 'user',
      reportDays: 1,
      decisionDays: 30,
      decisionValues: 'kept',
      closedApps: 'plain',
      cookie: 'hub.session',
      logout: { encryptNameId: true, allowHosts: ['idp.internal'] },
      hosts: ['apps.example:8443'],
      methods: ['saml', 'ticket', 'session', 'jwt'],
      authenticationModule: 'https://portal.example/login',
      jwt: {
        certificate: 'issuer.pem',
        allowHosts: ['keys.internal'],
        issuer: 'https://issuer.example',
        audience: ['workbench', 'other'],
        user: { id: 'sub', directory: '[CORP]' },
        attributes: [{ from: 'groups', to: 'group', required: true }],
        maxAge: 60,
        once: true,
      },
      bodyLimits: { form: 512, soap: 64 },
      streams: [{ name: 'Sales', apps: [{ id: 'sales', name: 'Sales' }] }],
      apps: [
        {
          id: 'sales',
          data: 'sales',
          access: 'sales.csv',
          emptyCell: 'everything',
          serviceUser: 'INTERNAL\\SA_SCHEDULER',
          viewAs: 'user.environment.group = "Auditors"',
        },
      ],
      rules: [
        { name: 'a', resourceFilter: 'Stream_*', actions: ['read'], condition: '', disabled: true, comment: 'c' },
        { name: 'b', resourceFilter: '*', actions: 2, condition: '' },
      ],
      idp: {
        metadata: 'idp.xml',
        entityId: 'https://idp.example',
        signedBy: 'federation.pem',
        scopes: ['example.com'],
        allowHosts: ['idp.internal:8443'],
        sso: 'https://idp.example/sso',
        slo: {
          redirect: 'https://idp.example/slo',
          post: { location: 'https://idp.example/slo', responseLocation: 'https://idp.example/slo/answer' },
          soap: 'https://idp.example/slo',
        },
        certificates: ['idp.pem'],
      },
      sp: {
        entityId: 'https://sp.example',
        acs: 'https://sp.example/acs',
        slo: 'https://sp.example/slo',
        key: 'sp.pem',
        certificate: 'sp.crt',
        signature: 'rsa-sha512',
        encryption: true,
        metadata: {
          displayName: 'Sales',
          description: 'Figures',
          informationUrl: 'https://sp.example/about',
          privacyUrl: 'https://sp.example/privacy',
          logo: { url: 'https://sp.example/logo.png', width: 80, height: 60 },
          organization: { name: 'Example Ltd', displayName: 'Example', url: 'https://example.com' },
          contacts: [
            {
              type: 'technical',
              company: 'Example',
              givenName: 'Ada',
              surname: 'Byron',
              email: 'ada@example.com',
              phone: '+1',
            },
          ],
          validFor: 48,
          cacheFor: 6,
          signed: true,
          subjectId: 'any',
          requestAttributes: true,
        },
      },
      mode: 'qlik',
      request: {
        binding: 'redirect',
        forceAuthn: false,
        isPassive: false,
        nameId: { format: 'persistent', allowCreate: true },
        authnContext: { comparison: 'exact', classes: ['password'] },
      },
      clockSkew: 60,
      maxAge: 600,
      user: { id: 'NameID', directory: '[CORP]' },
      attributes: [
        { from: 'groups', to: 'group', required: true, values: { constructor: 'Sales' }, unmapped: 'drop' },
        {
          from: 'memberOf',
          to: 'group',
          by: 'friendlyName',
          nameFormat: 'urn:x',
          extract: 'CN=(.*)',
          unmatched: 'keep',
        },
        { from: 'list', to: 'group', nested: 'qualified', split: ';', fold: 'lower' },
      ],
      accept: {
        unsolicited: true,
        assertionUnsigned: false,
        logoutUnsigned: true,
        sha1: true,
        rsa15: true,
        secondOpinion: 'both',
      },
    },
    {
      prefix: 'other',
      idp: { metadata: 'idp.xml' },
      sp: { key: ['new.pem', 'old.pem'], certificate: ['new.crt', 'old.crt'] },
      request: { nameId: 'none' },
      sessionsPerUser: null,
      authenticationModule: null,
      jwt: {
        jwks: 'https://issuer.example/keys',
        issuer: 'https://issuer.example',
        audience: 'workbench',
        user: { id: 'sub', directory: 'dir' },
      },
    },
  ],
};
const SP = { entityId: 'https://sp.example', acs: 'https://sp.example/acs' };

/** Whether the companion reads it: its own part, a connection's SAML with what it fills in, and the rules. */
function isRead(value: unknown): boolean {
  try {
    const { connections } = toConfig(readYamlFile(JSON.stringify(value), 'companion.yaml'));
    for (const { rules } of connections) readRules(rules);
    if (!connections.every(({ apps }) => apps.every(({ access }) => v.is(ACCESS_SCHEMA, access)))) return false;
    return connections.every(({ saml }) => {
      const { sp } = v.parse(v.looseObject({ sp: v.optional(v.record(v.string(), v.unknown()), {}) }), saml);
      return v.is(CONNECTION_SCHEMA, { ...saml, sp: { ...SP, ...sp } });
    });
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

describe('the published schema of the configuration', () => {
  test('takes the file that is shipped, and one with every key', async () => {
    const shipped = readYamlFile(await readConfigText('server/companion.yaml'), 'companion.yaml').value;
    for (const value of [shipped, FULL]) {
      expect([fits(value), fits.errors, isRead(value)]).toEqual([true, null, true]);
    }
    expect([...keysOf(FULL)]).toEqual(expect.arrayContaining([...keysNamedIn(schema)]));
  });

  test.each(withUnknownKeys(FULL, (path) => path.endsWith('.values')))('does not take $what', ({ value }) => {
    expect([fits(value), isRead(value)]).toEqual([false, false]);
  });

  test.each(withWrongTypes(FULL))('does not take $what', ({ value }) => {
    expect([fits(value), isRead(value)]).toEqual([false, false]);
  });

  test.each(withoutKeys(FULL))('with $what it takes what the companion takes', ({ value }) => {
    expect(fits(value)).toBe(isRead(value));
  });

  test.each([
    { ...FULL, port: 65_536 },
    { ...FULL, port: 1.5 },
    { ...FULL, connections: [] },
    { connections: [{ prefix: 'console', idp: {} }] },
    { connections: [{ prefix: 'Hub', idp: {} }] },
    { connections: [{ prefix: 'hub', idp: {}, sessionTimeout: 0 }] },
    { connections: [{ prefix: 'hub', idp: {}, hosts: ['https://a'] }] },
    { connections: [{ prefix: 'hub', idp: {}, cookie: 'a b' }] },
    { connections: [{ prefix: 'hub', idp: { sso: 'no URL' } }] },
    { connections: [{ prefix: 'hub', idp: {}, clockSkew: 3601 }] },
    { connections: [{ prefix: 'hub', idp: {}, accept: { secondOpinion: 'none' } }] },
  ])('does not take what is out of bounds: %j', (value) => {
    expect([fits(value), isRead(value)]).toEqual([false, false]);
  });
});
