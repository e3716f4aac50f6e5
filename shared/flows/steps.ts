import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf, withoutQuery } from '#shared/http/navigation.ts';
import type { FlowFacts } from './facts.ts';
import type { FlowStep, StepRole } from './flow.ts';

/** A step with its exchange. */
export interface ExchangeStep {
  readonly role: StepRole;
  readonly exchange: Exchange;
  readonly message: number | null;
}

/** The exchanges of a flow, each once, in order of time where times are known. */
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
  const isTimed = steps.every(({ exchange }) => exchange.startedAt !== null);
  if (isTimed) return steps.toSorted((one, other) => (one.exchange.startedAt ?? 0) - (other.exchange.startedAt ?? 0));
  return steps.toSorted((one, other) => Number(other.exchange === begin) - Number(one.exchange === begin));
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
