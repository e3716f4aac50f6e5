/** Something to time: a name, and one round of work. */
export interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Milliseconds for one run of each contender, by name: the median of the rounds. */
export type Medians = ReadonlyMap<string, number>;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timeRuns(contender: Contender, runs: number): Promise<number> {
  const start = performance.now();
  for (let run = 0; run < runs; run++) await contender.run();
  return (performance.now() - start) / runs;
}

/**
 * What a contender is given before it counts: a server reads messages all day, and a thousand runs are not enough for
 * the engine to compile a program that does a thousand things once for each message.
 */
const WARM_UP_MS = 2_000;

/**
 * Times contenders side by side: the same warm-up for each first, then rounds in which each takes its turn, so that
 * whatever else the machine does hits all of them alike. Each turn lasts about `turnMs`.
 */
export async function measure(contenders: readonly Contender[], rounds = 9, turnMs = 120): Promise<Medians> {
  const plans: Plan[] = [];
  for (const contender of contenders) plans.push(await planFor(contender, turnMs));
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { contender, runs } of plans) samples.get(contender.name)?.push(await timeRuns(contender, runs));
  }
  return new Map([...samples].map(([name, times]) => [name, median(times)]));
}

interface Plan {
  readonly contender: Contender;
  readonly runs: number;
}

/** Warms a contender up, and finds how many runs fill a turn. */
async function planFor(contender: Contender, turnMs: number): Promise<Plan> {
  const start = performance.now();
  let once = await timeRuns(contender, 3);
  while (performance.now() - start < WARM_UP_MS) once = await timeRuns(contender, 3);
  return { contender, runs: Math.max(1, Math.min(2_000, Math.round(turnMs / once))) };
}
