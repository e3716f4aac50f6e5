import { median } from '../measure.ts';
import { type Row, toLimitRow, toRow } from '../row.ts';
import { type Decider, makeDeciders } from './deciders.ts';
import { benchRequests } from './rule-set.ts';

const SIZES = [10, 100, 1_000, 10_000] as const;

/** How many times faster than whom we mean to be. */
const TARGETS: Readonly<Record<string, number>> = { casbin: 10, 'Cedar (WebAssembly)': 1, CASL: 1 };

/** Milliseconds of one turn, of the time in which all must be found to decide alike, and of a warm-up. */
const TURN = 60;
const CHECK = 1_000;
const WARM_UP = 800;
const TURNS = 9;

/**
 * Decisions a second by 10, 100, 1,000 and 10,000 rules, ours and our peers': first that all of them decide alike, then
 * turn about, by the processor time of this process.
 */
export function compareDeciders(): Promise<readonly Row[]> {
  return SIZES.reduce<Promise<readonly Row[]>>(async (before, count) => {
    const rows = await before;
    return [...rows, ...(await compareAt(count))];
  }, Promise.resolve([]));
}

async function compareAt(count: number): Promise<readonly Row[]> {
  const requests = benchRequests(count);
  const deciders = await makeDeciders(count, requests);
  console.log(`rules: ${count.toLocaleString('en')} rules, ${requests.length.toLocaleString('en')} requests`);
  const [ours, ...peers] = deciders;
  if (ours === undefined) throw new Error('nobody decides');
  for (const peer of peers) mustDecideAlike(ours, peer, requests.length);
  const plans = deciders.map((decider) => planFor(decider, requests.length));
  const samples = plans.map((): number[] => []);
  for (let turn = 0; turn < TURNS; turn++)
    plans.forEach((plan, index) => {
      samples[index]?.push(timeTurn(plan, turn, requests.length));
    });
  const [own = Number.NaN, ...theirs] = samples.map(median);
  const bench = `rules-decide-${count}`;
  const speed = Math.round(1e6 / own).toLocaleString('en');
  console.log(
    `  ${speed} decisions a second; ${peers.map(({ name }, i) => `${name} ${speedOf(theirs[i])}`).join(', ')}`,
  );
  return [
    // Twice as long is what ten thousand rules may take.
    toLimitRow(bench, own, 'ms', '1,000 decisions', count > 100 ? 2 : 1),
    ...peers.map(({ name }, index) => toRow(bench, own, name, theirs[index] ?? Number.NaN, TARGETS[name] ?? 1)),
  ];
}

function speedOf(ms: number | undefined): string {
  return ms === undefined ? '?' : Math.round(1e6 / ms).toLocaleString('en');
}

/** As many requests as there is time for, spread over all of them; some must be allowed and some not. */
function mustDecideAlike(ours: Decider, peer: Decider, requests: number): void {
  const start = performance.now();
  const seen = { true: 0, false: 0 };
  for (let step = 0; step < requests && (performance.now() - start < CHECK || step < 100); step++) {
    const index = (step * 7919) % requests;
    const own = ours.decide(index);
    if (peer.decide(index) !== own) throw new Error(`${peer.name} decides request ${index} otherwise`);
    seen[own ? 'true' : 'false'] += 1;
  }
  if (seen.false === 0) throw new Error('the bench of rules allows everything');
}

/** So many decisions of one who is warm fill a turn. */
interface Plan {
  readonly decider: Decider;
  readonly decisions: number;
}

function planFor(decider: Decider, requests: number): Plan {
  const start = performance.now();
  let [decisions, elapsed] = [0, 0];
  while (elapsed < WARM_UP) {
    decider.decide(decisions % requests);
    decisions += 1;
    // The clock costs more than a decision.
    if (decisions < 64 || decisions % 64 === 0) elapsed = performance.now() - start;
  }
  return { decider, decisions: Math.max(3, Math.round((decisions / elapsed) * TURN)) };
}

/** Milliseconds of processor time for 1,000 decisions. */
function timeTurn({ decider, decisions }: Plan, turn: number, requests: number): number {
  let index = (turn * 1009) % requests;
  const start = process.cpuUsage();
  for (let decision = 0; decision < decisions; decision++) {
    decider.decide(index);
    index = index + 1 === requests ? 0 : index + 1;
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / decisions;
}
