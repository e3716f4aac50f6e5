import type { Exchange } from '#shared/http/exchange.ts';
import { absoluteTarget } from '#shared/http/exchange-parts.ts';
import { hostOf, withoutQuery } from '#shared/http/navigation.ts';
import type { FlowFacts } from './facts.ts';
import type { FlowStep, StepRole } from './flow.ts';

/** A step with its exchange. */
export interface ExchangeStep {
  readonly role: StepRole;
  readonly exchange: Exchange;
  readonly message: number | null;
}

/** The exchanges of a flow, each once, in order of time where times are known; of one moment, what led to the other first. */
export function stepsOf(facts: FlowFacts): readonly ExchangeStep[] {
  const steps = new Map<string, ExchangeStep>();
  const add = (role: StepRole, exchange: Exchange | null, message: number | null = null): void => {
    const known = exchange === null ? undefined : steps.get(exchange.id);
    if (exchange === null || (known !== undefined && (known.message !== null || message === null))) return;
    steps.set(exchange.id, { role, exchange, message });
  };
  for (const { role, exchange, inspected } of facts.parts) {
    const isBegin = inspected.announced === true && role === 'request';
    add(isBegin ? 'begin' : role, exchange, inspected.index ?? null);
  }
  add('begin', facts.begin);
  for (const exchange of facts.landing) add('landing', exchange);
  for (const exchange of facts.between) add('page', exchange);
  return inOrder([...steps.values()], facts);
}

function inOrder(steps: readonly ExchangeStep[], { begin }: FlowFacts): readonly ExchangeStep[] {
  const begun = steps.toSorted((one, other) => Number(other.exchange === begin) - Number(one.exchange === begin));
  if (!steps.every(({ exchange }) => exchange.startedAt !== null)) return begun;
  const timed = begun.toSorted((one, other) => (one.exchange.startedAt ?? 0) - (other.exchange.startedAt ?? 0));
  return byMoment(timed).flatMap(causesFirst);
}

function byMoment(steps: readonly ExchangeStep[]): readonly (readonly ExchangeStep[])[] {
  const moments: ExchangeStep[][] = [];
  for (const step of steps) {
    const last = moments.at(-1);
    if (last?.[0]?.exchange.startedAt === step.exchange.startedAt) last?.push(step);
    else moments.push([step]);
  }
  return moments;
}

/** A clock of milliseconds is too coarse for redirects on one machine: the address that one leads to tells their order. */
function causesFirst(steps: readonly ExchangeStep[]): readonly ExchangeStep[] {
  if (steps.length === 1) return steps;
  const targets = new Map(
    steps.map((step) => [step, bare(absoluteTarget(step.exchange.redirectUrl, step.exchange.url))]),
  );
  const left = [...steps];
  const ordered: ExchangeStep[] = [];
  while (left.length > 0) {
    const led = new Set(left.map((step) => targets.get(step)));
    const first = left.findIndex(
      (step) => !led.has(bare(step.exchange.url)) || bare(step.exchange.url) === targets.get(step),
    );
    ordered.push(...left.splice(Math.max(first, 0), 1));
  }
  return ordered;
}

function bare(url: string | null): string | null {
  return url?.split('#', 1)[0] ?? null;
}

/** The steps as the report shows them. */
export function toFlowSteps(steps: readonly ExchangeStep[]): readonly FlowStep[] {
  return steps.map(({ role, exchange, message }, index) => {
    const { id, method, url, status, error, startedAt, duration } = exchange;
    const next = steps[index + 1]?.exchange.startedAt ?? null;
    const latency = startedAt === null || next === null ? null : next - startedAt;
    const place = { url: withoutQuery(url), host: hostOf(url) };
    return { role, exchange: id, message, method, ...place, status, error, startedAt, duration, latency };
  });
}
