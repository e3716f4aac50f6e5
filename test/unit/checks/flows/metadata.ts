import { describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { exchangeOf, recordLogin, START } from '#test/fixtures/recording.ts';
import { change, notes, reportOf, world } from './kit.ts';

const page = (text: string) => `<html><head><title>Error</title></head><body><p>${text}</p></body></html>`;
const fetched = (side: 'sp' | 'idp', parts: Partial<Exchange>) =>
  exchangeOf('m', START + 60, {
    url: side === 'sp' ? 'https://sp.example/saml/metadata' : 'https://idp.example/metadata',
    ...parts,
  });
const GONE = { status: 404, responseText: page('Not found') };

/** A login whose answer, or whose request, is refused with these words, and a look at metadata on the way. */
async function refused(by: 'sp' | 'idp', text: string, look: Exchange): Promise<readonly Exchange[]> {
  const login = await recordLogin(world);
  const no = { status: 400, redirectUrl: null, responseHeaders: [], responseText: page(text) };
  const [begin, asked, answer] = by === 'sp' ? change(login, 'a-3', no) : change(login.slice(0, 2), 'a-2', no);
  return [begin, look, asked, answer].filter((each) => each !== undefined);
}

describe('metadata that could not be had', () => {
  it.each([
    ['idp', 'sp', 'Unable to load the metadata of the service provider', fetched('sp', GONE)],
    ['sp', 'idp', 'No metadata found for the identity provider', fetched('idp', { ...GONE, status: 500 })],
    ['sp', 'idp', 'The metadata could not be fetched', fetched('idp', { status: null, error: 'net::ERR_TIMED_OUT' })],
  ] as const)('explains what %s says that misses that of %s: %s', async (by, side, text, look) => {
    const report = await reportOf(await refused(by, text, look));
    expect(report.findings[0]?.because).toMatchObject({ code: 'metadata-unreachable', variant: side, owner: side });
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', confidence: 'likely' });
  });

  it('is one candidate where the receiver says nothing that is understood', async () => {
    const report = await reportOf(await refused('sp', 'Login failed.', fetched('idp', GONE)));
    expect(report.flows[0]?.candidates).toContain('metadata-unreachable');
    expect(report.flows[0]?.confidence).toBe('possible');
  });

  it('does not win over what the receiver says', async () => {
    const report = await reportOf(await refused('sp', 'No account for this user', fetched('idp', GONE)));
    expect(report.findings[0]?.code).toBe('receiver-refused');
    expect(report.findings[0]?.because ?? null).toBeNull();
    expect(report.findings[0]?.facts['topic']).toBe('user-not-provisioned');
  });

  it('is nothing where it came in the end, is of somebody else, or the login went well', async () => {
    const well = fetched('idp', { status: 200, responseText: '<md:EntityDescriptor/>' });
    const others = exchangeOf('m', START + 60, { url: 'https://other.example/metadata', status: 404 });
    for (const look of [well, others])
      expect(notes(await reportOf(await refused('sp', 'Login failed.', look))).join()).not.toContain('metadata-unr');
    const [begin, ...rest] = await recordLogin(world);
    const login = [...(begin === undefined ? [] : [begin]), fetched('sp', GONE), ...rest];
    const report = await reportOf(login);
    expect(notes(report).join()).not.toContain('metadata-unreachable');
    expect(report.flows[0]?.outcome).toBe('succeeded');
  });
});
