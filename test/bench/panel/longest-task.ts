import * as v from 'valibot';

const traceSchema = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      pid: v.number(),
      tid: v.number(),
      /** Processor time in microseconds. */
      tdur: v.optional(v.number()),
    }),
  ),
});
const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);

/**
 * The longest task of a page's main thread in a Chromium trace, in milliseconds of processor time. The page is the one that set
 * the mark (`performance.mark`): pages of the browser's own, as a new tab is one, start when they like.
 */
export function longestTask(trace: Uint8Array | undefined, mark: string): number {
  const { traceEvents } = v.parse(traceSchema, JSON.parse(new TextDecoder().decode(trace)));
  const page = traceEvents.find(({ name }) => name === mark);
  if (page === undefined) throw new Error(`the trace has no mark ${mark}`);
  const tasks = traceEvents.filter(({ name, pid, tid }) => TASKS.has(name) && pid === page.pid && tid === page.tid);
  if (tasks.length === 0) throw new Error('the trace has no task of the page');
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1_000;
}
