import { describe, expect, test } from 'vitest';
import { readStartOptions } from '#server/start/options.ts';

describe('npm start', () => {
  test('has defaults', () => {
    expect(readStartOptions([], {})).toMatchObject({ port: undefined, idpPort: 4041, idpEncrypts: false, build: true });
    expect(readStartOptions([], {}).config).toMatch(/server\/companion\.yaml$/);
  });

  test('takes ports and configuration from the environment, and the configuration from the arguments first', () => {
    const env = { PORT: '4050', IDP_PORT: '4051', IDP_ENCRYPT: 'yes', COMPANION_CONFIG: '/a.yaml' };
    expect(readStartOptions(['--no-build'], env)).toEqual({
      config: '/a.yaml',
      port: 4050,
      idpPort: 4051,
      idpEncrypts: true,
      build: false,
    });
    expect(readStartOptions(['--config', '/b.yaml'], env).config).toBe('/b.yaml');
  });

  test.each([
    [[], { PORT: '0' }, 'PORT: 0 is no port'],
    [[], { PORT: '70000' }, 'PORT: 70000 is no port'],
    [[], { IDP_PORT: 'x' }, 'IDP_PORT: x is no port'],
    [[], { IDP_ENCRYPT: 'maybe' }, 'IDP_ENCRYPT: maybe is neither yes nor no'],
    [['--colour'], {}, "the arguments: Unknown option '--colour'"],
  ])('says what is wrong: %j %j', (args, env, words) => {
    expect(() => readStartOptions(args, env)).toThrow(words);
  });
});
