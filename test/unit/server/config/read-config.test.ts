import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, toConfig } from '#server/config/read-config.ts';
import { readYamlFile } from '#shared/yaml/read-yaml.ts';

const MINIMAL = 'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n';

function read(text: string) {
  return toConfig(readYamlFile(text, '/etc/companion.yaml'));
}

describe('the configuration', () => {
  test('needs little: the rest has defaults', () => {
    const config = read(MINIMAL);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4040, url: null, stateFolder: '/etc/.state' });
    expect(config.connections[0]).toMatchObject({
      prefix: 'hub',
      sessionTimeout: 30 * 60_000,
      sessionLifetime: 600 * 60_000,
      cookie: 'hub.session',
      hosts: [],
      methods: ['saml', 'ticket', 'session'],
      saml: { idp: { metadata: 'idp.xml' } },
    });
  });

  test('that is committed can be read, and accepts nothing that is refused by default', async () => {
    const config = await readConfig(resolve(import.meta.dirname, '../../../../server/companion.yaml'));
    expect(config.connections.map(({ prefix }) => prefix)).toEqual(['hub']);
    expect(config.connections.map(({ saml }) => saml['accept'])).toEqual([undefined]);
  });

  test.each([
    ['an unknown key', 'prot: 1\n', 'line 1: prot is not a key that means anything here.'],
    ['an unknown key of a connection', `${MINIMAL}    colour: red\n`, 'line 4: connections[0].colour is not a key'],
    [
      'an unknown key of an app',
      `${MINIMAL}    streams:\n      - name: a\n        apps:\n          - { id: x, name: y, z: 1 }\n`,
      'line 7: connections[0].streams[0].apps[0].z is not a key',
    ],
    ['no connection', 'connections: []\n', 'line 1: connections needs at least one connection.'],
    ['nothing', '', 'line 1: the file must be a map, not empty.'],
    ['a prefix with capitals', MINIMAL.replace('hub', 'Hub'), 'line 2: connections[0].prefix may have only a-z'],
    [
      'a prefix of our own paths',
      MINIMAL.replace('hub', 'inspect'),
      "line 2: connections[0].prefix is one of the companion's own paths.",
    ],
    [
      'a prefix twice',
      `${MINIMAL}  - prefix: hub\n    idp: { metadata: x }\n`,
      'line 4: connections[1].prefix repeats "hub".',
    ],
    ['no prefix', 'connections:\n  - idp: {}\n', 'line 2: connections[0].prefix is missing.'],
    [
      'seconds for minutes',
      `${MINIMAL}    sessionTimeout: 999999\n`,
      'line 4: connections[0].sessionTimeout must be at most 43200 minutes.',
    ],
    [
      'a body of bytes for kilobytes',
      `${MINIMAL}    bodyLimits: { form: 1048576 }\n`,
      'line 4: connections[0].bodyLimits.form must be at most 4096 KB.',
    ],
    [
      'a body too small for a login',
      `${MINIMAL}    bodyLimits: { soap: 1 }\n`,
      'line 4: connections[0].bodyLimits.soap must be at least 16 KB.',
    ],
    ['text for a number', `port: "4040"\n${MINIMAL}`, 'line 1: port must be a number, not text.'],
    ['a URL with a query', `url: https://sp.example/x?y\n${MINIMAL}`, 'line 1: url must be an address'],
    ['a cookie with a space', `${MINIMAL}    cookie: a b\n`, 'line 4: connections[0].cookie is no name for a cookie.'],
    [
      'a host with a scheme',
      `${MINIMAL}    hosts: ["https://a"]\n`,
      'line 4: connections[0].hosts[0] must be host or host:port.',
    ],
    [
      'a way in that is none',
      `${MINIMAL}    methods: [saml, kerberos]\n`,
      'line 4: connections[0].methods[1] must be one of saml, ticket, session, jwt.',
    ],
    ['no way in', `${MINIMAL}    methods: []\n`, 'line 4: connections[0].methods must name at least one way in.'],
    ['a way in twice', `${MINIMAL}    methods: [saml, saml]\n`, 'line 4: connections[0].methods names a way in twice.'],
  ])('with %s is refused with its line', (_, text, words) => {
    expect(() => read(text)).toThrow(`/etc/companion.yaml, ${words}`);
  });

  test('that is not there is one clear line', async () => {
    await expect(readConfig('/nowhere.yaml')).rejects.toThrow('The file /nowhere.yaml cannot be read: ENOENT.');
  });
});

describe('a configuration with 64,000 keys that mean nothing', () => {
  const KEYS = 1000;
  const filled = (indent: string, size: number): string =>
    Array.from({ length: size }, (_, index) => `${indent}k${index}: 1\n`).join('');

  /** Processor time in milliseconds: the least of some rounds. */
  function cost(text: string, rounds = 3): number {
    const costs = Array.from({ length: rounds }, () => {
      const before = process.cpuUsage();
      expect(() => toConfig(readYamlFile(text, 'f'))).toThrow('k0 is not a key that means anything here');
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...costs);
  }

  test.each([
    ['at the top', (size: number) => filled('', size)],
    ['in a connection', (size: number) => `${MINIMAL}${filled('    ', size)}`],
  ])('%s is refused at a cost that grows with its length', (_, make) => {
    cost(make(KEYS));
    const [one, eight] = [1, 8].map((times) => cost(make(KEYS * times)));
    const all = cost(make(KEYS * 64), 1);
    // Quadratic work would make these 64 and 4,096.
    expect((eight ?? 0) / (one ?? 1)).toBeLessThan(24);
    expect(all / (one ?? 1)).toBeLessThan(400);
  });
});
