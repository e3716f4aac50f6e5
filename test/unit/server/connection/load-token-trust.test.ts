import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { TOKEN_SCHEMA } from '#server/config/token-schema.ts';
import { loadTokenTrust } from '#server/connection/load-token-trust.ts';
import { pemOf, rsaPair } from '#test/fixtures/token-maker.ts';

const PEM = pemOf(rsaPair());

/** What an entry comes to: in the configuration file, or in a document of the console where the file names `names`. */
function load(entry: object, names: readonly string[] | null = null) {
  const settings = v.parse(TOKEN_SCHEMA, {
    issuer: 'i',
    audience: 'a',
    user: { id: 'sub', directory: '[D]' },
    ...entry,
  });
  return loadTokenTrust(
    settings,
    async () => PEM,
    (text) => names === null || names.includes(text),
  );
}

const hostsOf = async (...args: Parameters<typeof load>): Promise<unknown> => (await load(...args))?.keys;

test('a certificate is read, one audience is a list of one, minutes are milliseconds', async () => {
  expect(await load({ certificate: 'a.pem', maxAge: 2 })).toMatchObject({
    audience: ['a'],
    maxAge: 120_000,
    keys: { kind: 'fixed', keys: [{ kty: 'RSA' }] },
  });
  expect(
    await loadTokenTrust(
      undefined,
      async () => '',
      () => true,
    ),
  ).toBeNull();
});

describe('a key set at a URL', () => {
  const HERE = 'http://127.0.0.1:99/keys';
  const THERE = 'https://keys.internal/set';

  test('on this machine is allowed where the configuration file names it, and nowhere else', async () => {
    expect(await hostsOf({ jwks: HERE })).toEqual({ kind: 'url', url: HERE, allowHosts: ['127.0.0.1'] });
    expect(await hostsOf({ jwks: HERE }, [HERE])).toMatchObject({ allowHosts: ['127.0.0.1'] });
    await expect(load({ jwks: HERE }, [])).rejects.toThrow(/the configuration file allows no host 127\.0\.0\.1/);
    await expect(load({ jwks: 'https://localhost/keys' }, [HERE])).rejects.toThrow(/no host localhost/);
  });

  test('on a private network is allowed by name: by the file, or by the console where the file has the name', async () => {
    expect(await hostsOf({ jwks: THERE })).toMatchObject({ allowHosts: [] });
    expect(await hostsOf({ jwks: THERE, allowHosts: ['keys.internal'] })).toMatchObject({
      allowHosts: ['keys.internal'],
    });
    expect(await hostsOf({ jwks: THERE, allowHosts: ['keys.internal'] }, ['keys.internal'])).toMatchObject({
      allowHosts: ['keys.internal'],
    });
    await expect(load({ jwks: THERE, allowHosts: ['keys.internal'] }, [])).rejects.toThrow(/no host keys\.internal/);
  });
});
