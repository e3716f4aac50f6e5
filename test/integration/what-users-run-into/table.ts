import { ADDRESSING } from './addressing.ts';
import { ATTRIBUTES } from './attributes.ts';
import { COOKIES } from './cookies.ts';
import { ENCRYPTION } from './encryption.ts';
import { FLOWS } from './flows.ts';
import { LOGOUTS } from './logouts.ts';
import type { Scenario } from './scenario.ts';
import { SIGNATURES } from './signatures.ts';
import { SUBJECTS } from './subjects.ts';
import { TIMES } from './times.ts';

/** Every scenario by the file that has it; the test beside it (`.test.ts`) plays it. */
export const SCENARIOS: ReadonlyMap<string, readonly Scenario[]> = new Map([
  ['signatures.ts', SIGNATURES],
  ['encryption.ts', ENCRYPTION],
  ['times.ts', TIMES],
  ['addressing.ts', ADDRESSING],
  ['cookies.ts', COOKIES],
  ['attributes.ts', ATTRIBUTES],
  ['subjects.ts', SUBJECTS],
  ['logouts.ts', LOGOUTS],
  ['flows.ts', FLOWS],
]);

/** The rows of docs/what-users-run-into.md that a recording can show, with the number of different things that each one names. */
export const PARTS: ReadonlyMap<number, number> = new Map([
  ...([
    [1, 2],
    [2, 3],
    [3, 1],
    [4, 2],
    [5, 3],
    [6, 2],
    [7, 1],
    [8, 4],
    [9, 3],
    [10, 2],
    [11, 2],
  ] as const),
  ...([
    [12, 4],
    [13, 4],
    [14, 2],
    [15, 4],
    [16, 3],
    [17, 1],
    [18, 1],
    [19, 1],
    [20, 2],
    [21, 2],
  ] as const),
  ...([
    [22, 2],
    [23, 1],
    [24, 1],
    [25, 1],
    [26, 0],
    [27, 3],
    [28, 2],
    [29, 7],
    [30, 2],
    [31, 1],
  ] as const),
  ...([
    [32, 2],
    [33, 1],
    [34, 1],
    [35, 1],
    [36, 2],
    [37, 2],
    [38, 1],
    [39, 2],
    [40, 1],
    [41, 2],
  ] as const),
  ...([
    [42, 1],
    [43, 4],
    [44, 3],
    [45, 1],
  ] as const),
]);

/** What a trace cannot show, and why. */
export const NOT_IN_A_TRACE: readonly { readonly row: number; readonly what: string; readonly why: string }[] = [
  {
    row: 19,
    what: 'which of several values the SP keeps',
    why: 'it happens inside the SP; what makes SPs do it, one attribute that comes several times, is shown',
  },
  {
    row: 22,
    what: 'FriendlyName taken for Name by an SP',
    why: 'the map is inside the SP; with a connection file names are compared, and the map takes either',
  },
  {
    row: 26,
    what: 'names and operators in the conditions of rules',
    why: 'rules never travel; the rule linter reads them (test/unit/rules)',
  },
];
