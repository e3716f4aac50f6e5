import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompanionWorld } from '#test/integration/companion/companion-world.ts';
import { BY_METADATA, BY_RECORDING } from './clauses.ts';
import type { SpEvidence } from './evidence.ts';
import { makeSaml2IntWorld, recordCompanion, spKeyOf } from './record-companion.ts';
import { METADATA_TWINS, RECORDING_TWINS } from './twins.ts';

const CLAUSES = [...BY_METADATA, ...BY_RECORDING];
const TWINS = [...METADATA_TWINS, ...RECORDING_TWINS];

/** The companion in the mode `saml2int`, by what its metadata says and a browser records (docs/saml2int.md). */
let world: CompanionWorld;
let evidence: SpEvidence;
let key: string;
beforeAll(async () => {
  world = await makeSaml2IntWorld();
  evidence = await recordCompanion(world);
  key = await spKeyOf(world);
});
afterAll(() => world.close());

test('the recording has a login, and logouts from both sides, all of the SP', () => {
  expect(evidence.sent.map(({ parameter, binding }) => `${parameter} ${binding}`)).toEqual([
    'SAMLRequest redirect',
    'SAMLRequest redirect',
    'SAMLRequest redirect',
    'SAMLResponse redirect',
  ]);
  expect(evidence.response).toContain('<saml:NameID');
});

test('there are 21 clauses by metadata and 16 by a recording, each with a twin', () => {
  expect([BY_METADATA.length, BY_RECORDING.length]).toEqual([21, 16]);
  expect(TWINS.map(({ breaks }) => breaks)).toEqual(CLAUSES.map(({ id }) => id));
});

/** The companion signs by RSA unless it is given another key. */
const NOTHING_TO_JUDGE = ['SDP-MD07'];

describe('the companion meets', () => {
  test.each(CLAUSES)('$id: $asks', ({ id, judge }) => {
    expect(judge(evidence)).toBe(NOTHING_TO_JUDGE.includes(id) ? 'nothing' : 'met');
  });
});

describe('its twin breaks it and nothing else', () => {
  test.each(TWINS)('$breaks', async ({ breaks, and = [], make }) => {
    const twin = await make(evidence, key);
    const broken = CLAUSES.filter(({ judge }) => judge(twin) === 'not met').map(({ id }) => id);
    expect(broken.toSorted()).toEqual([breaks, ...and].toSorted());
  });
});
