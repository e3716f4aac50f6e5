import type { TIME_KINDS } from '../../kinds/times.ts';
import { wait } from '../clock.ts';
import type { Plant } from '../pair.ts';
import { beforeAnswer } from './cookies.ts';
import { issued } from './responses.ts';

const MINUTE = 60_000;

/** How each kind of them is planted. */
export const TIME_PLANTS: Readonly<Record<(typeof TIME_KINDS)[number]['code'], Plant>> = {
  'idp-clock-ahead': { ahead: { idp: 11 * MINUTE } },
  'idp-clock-behind': { ahead: { idp: -80 * MINUTE } },
  'sp-clock-ahead': { ahead: { sp: 80 * MINUTE } },
  'sp-clock-behind': { ahead: { sp: -11 * MINUTE } },
  'local-time': issued((xml) => xml.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, twoHoursLater)),
  'answered-late': {
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      wait(90 * MINUTE);
      await pair.browser.submit(page, form);
    },
  },
};

function twoHoursLater(instant: string): string {
  return new Date(Date.parse(instant) + 120 * MINUTE).toISOString();
}
