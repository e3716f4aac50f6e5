/** Something to time: a name, and one round of work. */
export interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
}

/** The one in the middle. */
export const median = (values: readonly number[]): number =>
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
const WARM_UP_MS = 3_000;

/** Times one contender in this process: a warm-up, then rounds of about `turnMs`. Gives milliseconds for one run, the median of the rounds. */
export async function measure(contender: Contender, rounds: number, turnMs: number): Promise<number> {
  const plan = await planFor(contender, turnMs);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) samples.push(await timeTurn(plan));
  return median(samples);
}

/** One turn: milliseconds for one run in it. */
export function timeTurn({ contender, runs }: Plan): Promise<number> {
  return timeRuns(contender, runs);
}

/** So many runs of a contender that is warm. */
export interface Plan {
  readonly contender: Contender;
  readonly runs: number;
}

/** Warms a contender up, and finds how many runs fill a turn. */
export async function planFor(contender: Contender, turnMs: number): Promise<Plan> {
  const start = performance.now();
  let once = await timeRuns(contender, 3);
  while (performance.now() - start < WARM_UP_MS) once = await timeRuns(contender, 3);
  return { contender, runs: Math.max(1, Math.min(2_000, Math.round(turnMs / once))) };
}
