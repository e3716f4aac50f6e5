import { expect, test } from 'vitest';
import { findingsOf } from './scenario.ts';
import { recordStand } from './stand.ts';

test('a login and a logout between samlp and node-saml', async () => {
  const recorded = await recordStand({}, async ({ logIn, browser, sp }) => {
    const page = await logIn();
    expect(page.text).toContain('logged in as Anne');
    expect((await browser.open(`${sp.url}/logout`)).text).toContain('logged out: true');
  });
  const found = await findingsOf(recorded);
  expect(found.map((f) => `${f.severity} ${f.code} ${f.variant} ${f.outcome}`)).toEqual([]);
});
