import { beforeEach, describe, expect, it } from 'vitest';
import { serveScope } from '../../../../extension/capture/serve-scope.ts';
import { type FakeBrowser, makeFakeBrowser } from './fake.ts';

let browser: FakeBrowser;
beforeEach(() => {
  browser = makeFakeBrowser();
  serveScope(browser.desk());
});

describe('the background as the keeper of the permission', () => {
  it('tells every page when the permission comes and when it goes', async () => {
    browser.allowed = true;
    browser.permissionsChanged();
    await browser.settle();
    await browser.send({ type: 'narrow' });
    await browser.settle();
    expect(browser.notices).toEqual([
      { type: 'scope', scope: 'browser' },
      { type: 'scope', scope: 'tab' },
    ]);
  });

  it('answers only orders that it knows', async () => {
    browser.allowed = true;
    expect(await browser.send({ type: 'ask-scope' })).toEqual({ type: 'scope', scope: 'browser' });
    expect(await browser.send({ type: 'open-grant' })).toBeNull();
    expect(browser.notices).toEqual(['grant page']);
    for (const nonsense of [null, 'narrow', { type: 'narrow!' }, { type: 5 }, []])
      expect(browser.send(nonsense)).toBeUndefined();
  });
});
