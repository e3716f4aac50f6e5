import { nodeEngine } from '#server/crypto/node-engine.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { measureBomb } from './bomb.ts';
import { measureFederation } from './federation.ts';
import { measureGrowth } from './growth.ts';
import { measureLogouts } from './logouts.ts';
import { measureApart } from './measure-apart.ts';
import { measureLargeHar } from './panel/measure-large-har.ts';
import { printRows, type Row, toRow } from './row.ts';
import { measureRules } from './rules/measure-rules.ts';
import { type BenchIdp, makeIdp, makeResponse } from './vectors.ts';

/** A verified reading of one response: its size by the number of groups, and how many times faster than whom we mean to be. */
interface VerifiedReading {
  readonly bench: string;
  readonly groups: number;
  readonly targets: Readonly<Record<string, number>>;
}

const READINGS: readonly VerifiedReading[] = [
  { bench: 'verify-4k', groups: 0, targets: { 'node-saml': 10, samlify: 10, xmldsigjs: 6 } },
  { bench: 'verify-180k', groups: 1_000, targets: { 'node-saml': 15, samlify: 15, xmldsigjs: 6 } },
];

async function measureReading({ bench, groups, targets }: VerifiedReading, idp: BenchIdp, now: number): Promise<Row[]> {
  const response = await makeResponse(idp, now, groups);
  console.log(`${bench}: a response of ${response.xml.length.toLocaleString('en')} characters`);
  const { certificatePem, metadata, spMetadata } = idp;
  const task = { idp: { certificatePem, metadata, spMetadata }, response, now };
  const medians = await measureApart(['ours', 'node-saml', 'samlify', 'xmldsigjs'], task);
  const own = medians.get('ours') ?? Number.NaN;
  return Object.entries(targets).map(([peer, target]) =>
    toRow(bench, own, peer, medians.get(peer) ?? Number.NaN, target),
  );
}

async function run(): Promise<void> {
  useCryptoEngine(nodeEngine);
  const now = Date.now();
  const idp = await makeIdp(now);
  const rows: Row[] = [];
  rows.push(...measureBomb());
  for (const reading of READINGS) rows.push(...(await measureReading(reading, idp, now)));
  rows.push(await measureGrowth(idp, now));
  rows.push(...(await measureFederation(idp)));
  rows.push(...(await measureRules()));
  rows.push(...(await measureLogouts()));
  rows.push(...(await measureLargeHar()));
  console.log();
  printRows(rows);
}

await run();
