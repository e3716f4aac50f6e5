import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { authnRequestXml, recordLogin, START, signedQuery } from '#test/fixtures/recording.ts';
import { change, header, notes, reportOf, world } from './kit.ts';

const HOUR = 3_600_000;
const REFUSED = { status: 403, redirectUrl: null, responseHeaders: [], responseText: '<p>Assertion expired.</p>' };

/** A login without any Date header, by clocks that differ so much from the browser's. */
async function clocks(idp: number, sp: number, answer: Partial<Exchange> = REFUSED): Promise<Exchange[]> {
  const url = `https://idp.example/sso?${await signedQuery('SAMLRequest', authnRequestXml('_request-a', START + sp), world.sp)}`;
  const login = (await recordLogin(world, { at: START + idp })).map((exchange) => ({
    ...exchange,
    startedAt: (exchange.startedAt ?? 0) - idp,
  }));
  const asked = change(login, 'a-1', { redirectUrl: url, responseHeaders: [header('Location', url)] });
  return change(change(asked, 'a-2', { url, responseText: null }), 'a-3', answer);
}

describe('a clock that no Date header tells', () => {
  it.each([
    [-HOUR, 0, 'whole-hours', '1 hour'],
    [2 * HOUR, 0, 'whole-hours', '2 hours'],
    [-25 * 60_000, 0, 'idp-behind', '25 minutes'],
    [0, 25 * 60_000, 'sp-ahead', '25 minutes'],
    [HOUR, HOUR, 'browser', '1 hour'],
  ])('is named by three that can be compared: %d, %d is %s', async (idp, sp, variant, difference) => {
    const report = await reportOf(await clocks(idp, sp));
    const found = report.findings.find(({ code }) => code === 'clock-offset');
    expect(found).toMatchObject({ variant });
    if (variant === 'whole-hours') expect(found?.facts['difference']).toBe(difference);
  });

  it('is none where all agree', async () => {
    const taken = {
      status: 302,
      redirectUrl: 'https://sp.example/hub',
      responseHeaders: [header('Set-Cookie', 'hub=1')],
    };
    expect(notes(await reportOf(await clocks(30_000, -30_000, taken))).join()).not.toContain('clock-offset');
  });
});
