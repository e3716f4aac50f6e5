import { beforeAll, describe, expect, test } from 'vitest';
import { ALL_BINDINGS, BINDINGS } from '#shared/wire/bindings.ts';
import { testKeys } from './kit.ts';
import { findingsIn } from './situation.ts';

beforeAll(testKeys);

describe('a signed response without Destination', () => {
  const carried = ALL_BINDINGS.filter((binding) => BINDINGS[binding].channel !== 'soap');
  const talked = ALL_BINDINGS.filter((binding) => BINDINGS[binding].channel === 'soap');

  test.each(carried)('is at fault where a browser may have carried it: %s', async (binding) => {
    expect(await missing(binding)).toEqual(['fail missing']);
  });

  test.each(talked)('is not where programs talk: %s (saml-bindings 3.2, 3.3)', async (binding) => {
    expect(await missing(binding)).toEqual([]);
  });
});

async function missing(binding: (typeof ALL_BINDINGS)[number]): Promise<readonly string[]> {
  const findings = await findingsIn({ binding, sign: ['_response'], changes: [[/ Destination="[^"]*"/, '']] });
  const own = findings.filter(({ code }) => code === 'destination-missing');
  return own.map(({ outcome, variant }) => `${outcome} ${variant}`);
}
