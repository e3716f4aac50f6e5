import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { exchangeOf, recordLogin, recordLogout, START } from '#test/fixtures/recording.ts';
import { header, reportOf, world } from '../checks/flows/kit.ts';

/** The course of the first flow: the roles of its steps, with their exchanges. */
async function courseOf(exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const [flow] = (await reportOf(exchanges)).flows;
  return (flow?.steps ?? []).map(({ role, exchange }) => `${role} ${exchange}`);
}

const atOnce = (exchanges: readonly Exchange[]) => exchanges.map((each) => ({ ...each, startedAt: START }));

describe('the course of a flow whose exchanges began in the same millisecond', () => {
  it('has the redirect before the request that it led to, in whichever order they were recorded', async () => {
    const login = (await recordLogin(world)).map((each) => (each.id === 'a-2' ? { ...each, startedAt: START } : each));
    const course = ['begin a-1', 'request a-2', 'response a-3'];
    expect(await courseOf(login)).toEqual(course);
    const [begin, asked, ...rest] = login;
    expect(await courseOf([asked, begin, ...rest].filter((each) => each !== undefined))).toEqual(course);
  });

  it('has a whole chain of redirects in its order', async () => {
    const logout = await recordLogout(world);
    const [asked, answered] = logout;
    const begin = exchangeOf('out', START, {
      url: 'https://sp.example/logout',
      status: 302,
      redirectUrl: asked?.url ?? '',
    });
    const last = 'https://sp.example/goodbye';
    const landed = exchangeOf('bye', START, { url: last });
    const sentOn = answered && {
      ...answered,
      ...{ status: 302, redirectUrl: last, responseHeaders: [header('Location', last)] },
    };
    const chain = atOnce([landed, sentOn, asked, begin].filter((each) => each !== undefined));
    expect(await courseOf(chain)).toEqual(['begin out', 'request z-1', 'response z-2', 'landing bye']);
  });

  it('ends where two lead to each other', async () => {
    const login = await recordLogin(world);
    const [begin, asked, taken] = login;
    const round = taken && { ...taken, status: 302, redirectUrl: begin?.url ?? null };
    const course = await courseOf(atOnce([begin, asked, round].filter((each) => each !== undefined)));
    expect(course.toSorted()).toEqual(['begin a-1', 'request a-2', 'response a-3'].toSorted());
  });
});
