import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { ACS, exchangeOf, recordLogin, START } from '#test/fixtures/recording.ts';
import { findingOf, found, reportOf, world } from './kit.ts';

describe('a replay', () => {
  it('is the cause, what is refused follows from it', async () => {
    const login = await recordLogin(world);
    const post = login[2] ?? exchangeOf('x', 0);
    const report = await reportOf([
      ...login,
      { ...post, id: 'again', startedAt: START + 900_000, status: 403, redirectUrl: null },
    ]);
    expect(report.findings[0]?.code).toBe('assertion-replayed');
    expect(findingOf(report, 'conditions-expired')?.consequenceOf).toBe('assertion-replayed');
  });

  it('is none where a 307 had the browser send it on: whoever refuses it then is told by what it says', async () => {
    const [begin, page, post] = await recordLogin(world);
    if (begin === undefined || page === undefined || post === undefined) throw new Error('no login');
    const moved = { ...post, url: 'https://sp.example/old', status: 307, redirectUrl: ACS };
    const no = { status: 403, redirectUrl: null, responseText: '<p>The required attribute "mail" is missing.</p>' };
    const again = { ...post, id: 'again', startedAt: (post.startedAt ?? START) + 300, ...no };
    const sentOn = await reportOf([begin, page, moved, again]);
    expect(found(sentOn).join()).not.toContain('assertion-replayed');
    expect(sentOn.findings[0]).toMatchObject({ code: 'receiver-refused', variant: 'phrase', owner: 'idp' });
    const elsewhere = await reportOf([begin, page, { ...moved, redirectUrl: 'https://sp.example/hub' }, again]);
    expect(findingOf(elsewhere, 'assertion-replayed')?.severity).toBe('error');
  });

  it('is none where one redirect after another had the browser send it on', async () => {
    const [begin, page, post] = await recordLogin(world);
    if (begin === undefined || page === undefined || post === undefined) throw new Error('no login');
    const on = (id: string, url: string, status: number, redirectUrl: string) => ({
      ...post,
      id,
      url,
      status,
      redirectUrl,
    });
    const old = 'https://www.sp.example/acs';
    const report = await reportOf([
      ...[begin, page, on('one', old, 307, `${old}/`), on('two', `${old}/`, 308, ACS)],
      { ...post, id: 'three', startedAt: (post.startedAt ?? START) + 300 },
    ]);
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['succeeded']);
    expect(found(report)).toEqual([]);
  });

  it.each<[string, Partial<Exchange>]>([
    ['a 307 had the browser send it on', { url: 'https://sp.example/old', status: 307, redirectUrl: ACS }],
    ['a 308 had the browser send it on', { url: 'https://sp.example/old', status: 308, redirectUrl: ACS }],
    ['the SP had its own page post it to itself again', { status: 200, redirectUrl: null, responseHeaders: [] }],
    ['a second click came before the first was answered', { status: null, redirectUrl: null, responseHeaders: [] }],
    [
      'a second click dropped the first',
      { status: null, redirectUrl: null, responseHeaders: [], error: 'net::ERR_ABORTED' },
    ],
  ])('is none, and no error, where the last delivery was taken: %s', async (_, first) => {
    const [begin, page, post] = await recordLogin(world);
    if (begin === undefined || page === undefined || post === undefined) throw new Error('no login');
    const again = { ...post, id: 'again', startedAt: (post.startedAt ?? START) + 300 };
    const report = await reportOf([begin, page, { ...post, ...first }, again]);
    expect(report.flows.map(({ outcome }) => outcome)).toEqual(['succeeded']);
    expect(found(report)).toEqual([]);
  });
});
