import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { measure } from './measure.ts';
import { type Row, toLimitRow } from './row.ts';
import { type BenchIdp, makeResponse } from './vectors.ts';

/** Groups that make a response of about 16 KB and of about 4 MB. */
const SMALL = 70;
const LARGE = 23_000;

/** Growth from 16 KB to 4 MB: the time for each KB, as a ratio. */
export async function measureGrowth(idp: BenchIdp, now: number): Promise<Row> {
  const knowledge = await knowledgeFrom({ metadataTexts: [idp.metadata, idp.spMetadata], at: now });
  const perKilobyte: number[] = [];
  for (const groups of [SMALL, LARGE]) {
    const { parameter, xml } = await makeResponse(idp, now, groups);
    console.log(`growth: a response of ${xml.length.toLocaleString('en')} characters`);
    const once = await measure({ name: 'ours', run: () => inspectInput(parameter, knowledge) }, 5, 300);
    perKilobyte.push(once / (xml.length / 1024));
  }
  const [small = Number.NaN, large = Number.NaN] = perKilobyte;
  return toLimitRow('growth-4m', large / small, 'x', '16 KB', 1.5);
}
