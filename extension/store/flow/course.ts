import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

/** One line of a flow's course: an exchange, a message, or usually both. */
export interface CourseEntry {
  readonly step: FlowStep | null;
  readonly message: InspectedMessage | null;
  /** From the one before it, in milliseconds; null where that is not known. */
  readonly after: number | null;
}

/** The course of a flow: every exchange and every message, each once, in order. */
export function courseOf({ steps }: Flow, messages: readonly InspectedMessage[]): CourseEntry[] {
  const entries: Omit<CourseEntry, 'after'>[] = [];
  const told = new Set<FlowStep>();
  const tell = (step: FlowStep, message: InspectedMessage | null) => {
    told.add(step);
    entries.push({ step, message });
  };
  for (const message of messages) {
    const own = steps.findIndex((step) => step.message === message.index);
    for (const step of steps.slice(0, own)) if (!told.has(step) && step.message === null) tell(step, null);
    const step = steps[own];
    if (step === undefined) entries.push({ step: null, message });
    else tell(step, message);
  }
  for (const step of steps) if (!told.has(step)) tell(step, null);
  return entries.map((entry, index) => ({ ...entry, after: between(entries[index - 1], entry) }));
}

function between(one: Omit<CourseEntry, 'after'> | undefined, other: Omit<CourseEntry, 'after'>): number | null {
  const [before, now] = [one === undefined ? null : timeOf(one), timeOf(other)];
  return before === null || now === null ? null : now - before;
}

/** When a line of the course began, in milliseconds since the epoch. */
export function timeOf({ step, message }: Omit<CourseEntry, 'after'>): number | null {
  return step?.startedAt ?? message?.exchange?.startedAt ?? null;
}
