import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { flowLine } from '#shared/explain/facts/flow-title.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { Report } from '#shared/report/report.ts';
import { wordsFor } from './words.ts';

/** Says each new failure once, for a live region. */
export interface Announcer {
  readonly text: ReadonlySignal<string>;
  end(): void;
}

/** Watches a report for flows that have failed since it was last looked at. */
export function createAnnouncer(report: ReadonlySignal<Report>): Announcer {
  const text = signal('');
  let known = new Set<string>();
  const end = effect(() => {
    const failed = report.value.flows.filter(hasFailed);
    const fresh = failed.filter((flow) => !known.has(flow.id));
    known = new Set(failed.map((flow) => flow.id));
    const last = fresh.at(-1);
    if (last !== undefined) text.value = lineOf(last);
  });
  return { text, end };
}

function lineOf(flow: Flow): string {
  const what = flowLine(flow);
  return flow.cause === null ? `${what}.` : `${what}: ${wordsFor(flow.cause).title}`;
}
