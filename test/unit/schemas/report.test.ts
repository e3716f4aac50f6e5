import { Ajv } from 'ajv';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { printComparison } from '#server/cli/print-comparison.ts';
import schema from '#shared/report/json-report.schema.json' with { type: 'json' };
import { JSON_REPORT_SCHEMA } from '#shared/report/json-report-schema.ts';
import { recordLogin } from '#test/fixtures/recording.ts';
import { keysNamedIn, keysOf, withoutKeys, withUnknownKeys, withWrongTypes } from '#test/schemas/variants.ts';
import { dated, loginWithCookie, reportOf, world } from '#test/unit/checks/flows/kit.ts';

const fits = new Ajv({ allErrors: true }).compile(schema);

/** As the command prints it: a login that failed, with cookies and clocks, beside one that did not. */
let report: unknown;
beforeAll(async () => {
  const failed = dated(await loginWithCookie('state=1; Secure; Path=/', null, 403), 1000, 2000);
  const compared = {
    report: await reportOf(failed),
    other: await reportOf(await recordLogin(world, { audience: 'https://other.example' })),
    names: { one: 'one', other: 'other' },
  };
  report = JSON.parse(printComparison(compared, { format: 'json', all: true, colour: false }));
});

/** The variants that the published schema or the one that it is made of takes. */
const taken = (variants: ReturnType<typeof withoutKeys>) =>
  variants.filter(({ value }) => fits(value) || v.is(JSON_REPORT_SCHEMA, value)).map(({ what }) => what);

describe('the published schema of a report', () => {
  test('takes what the command prints, every key of it', () => {
    expect([fits(report), fits.errors, v.is(JSON_REPORT_SCHEMA, report)]).toEqual([true, null, true]);
    expect([...keysOf(report)]).toEqual(expect.arrayContaining([...keysNamedIn(schema)]));
  });

  test('does not take an unknown key, at any place', () => {
    expect(taken(withUnknownKeys(report))).toEqual([]);
  });

  test('does not take another type, at any place', () => {
    expect(taken(withWrongTypes(report))).toEqual([]);
  });

  test('does not take a report without one of its keys, but for the comparison', () => {
    expect(taken(withoutKeys(report))).toEqual(['nothing at comparison']);
  });
});
