import { nodeEngine } from '#server/crypto/node-engine.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { READERS } from './contenders.ts';
import { type Plan, planFor, timeTurn } from './measure.ts';
import type { ReaderAnswer, ReaderOrder } from './measure-apart.ts';

/** A process of its own for one reader: made and warmed up at the first order, one turn for each further one. */

/** About how long a turn is, in milliseconds. */
const TURN = 150;

let plan: Plan | null = null;

async function obey(order: ReaderOrder): Promise<ReaderAnswer> {
  if (order.type === 'turn') return { ms: plan === null ? Number.NaN : await timeTurn(plan) };
  useCryptoEngine(nodeEngine);
  plan = await planFor(await READERS[order.name](order.idp, order.response, order.now), TURN);
  return { ms: null };
}

process.on('message', (order: ReaderOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
