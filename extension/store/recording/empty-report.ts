import type { Report } from '#shared/report/report.ts';

/** What there is to say before anything came. */
export const EMPTY_REPORT: Report = {
  input: { kind: 'trace', exchanges: 0 },
  messages: [],
  flows: [],
  findings: [],
};
