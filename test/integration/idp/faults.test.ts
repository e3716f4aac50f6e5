import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALL_FAULTS } from '#server/idp/faults/all-faults.ts';
import { type IdpWorld, makeIdpWorld } from './idp-world.ts';

let world: IdpWorld;

beforeEach(async () => {
  world = await makeIdpWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.defects).toEqual([]);
});

describe('the catalogue', () => {
  test('is JSON: what is changed, what should happen, what is shown first', async () => {
    const page = await world.browser.open(`${world.idp.url}/faults.json`);
    expect(page.headers.get('content-type')).toContain('application/json');
    const catalogue: unknown = JSON.parse(page.html);
    expect(catalogue).toHaveLength(ALL_FAULTS.length);
    expect(catalogue).toContainEqual({
      code: 'audience-other',
      stage: 'draft',
      clause: 'saml-core 2.5.1.4',
      title: 'The assertion is meant for another service provider',
      expected: 'refuse',
      finding: 'audience-mismatch',
    });
  });

  test('has every code and every title once, and clauses of standards', () => {
    const codes = ALL_FAULTS.map(({ code }) => code);
    const titles = ALL_FAULTS.map(({ title }) => title);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { code, clause } of ALL_FAULTS) {
      expect(code).toMatch(/^[a-z0-9-]+$/);
      expect(clause).toMatch(/^(saml-(core|bindings|profiles|metadata)|xmldsig-core) \d+(\.\d+)*$/);
    }
  });
});

describe('the page of a fault', () => {
  test.each(ALL_FAULTS)('$code says what it does, by which clause, and what should happen', async (fault) => {
    await world.addSp('sp1');
    const page = await world.browser.open(`${world.idp.url}/fault/${fault.code}`);
    expect(page.status).toBe(200);
    for (const said of [fault.title, fault.does, fault.clause, fault.finding]) expect(page.text).toContain(said);
    expect(page.text).toContain(fault.expected === 'refuse' ? 'refuses the login' : 'accepts the login');
    expect(page.html).not.toContain('<script');
  });

  test('has a form for each service provider, and says where none is known', async () => {
    const empty = await world.browser.open(`${world.idp.url}/fault/unsigned`);
    expect(empty.text).toContain('No service provider is known yet');
    const providers = [await world.addSp('sp1'), await world.addSp('sp2')];
    const page = await world.browser.open(`${world.idp.url}/fault/unsigned`);
    expect(page.forms.map(({ fields }) => fields['sp'])).toEqual(providers.map(({ entityId }) => entityId));
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self';");
  });

  test.each(['/fault/nothing-such', '/fault/nothing-such/login?sp=x', '/fault/constructor'])(
    '%s is 404',
    async (path) => {
      const page = await world.browser.open(`${world.idp.url}${path}`);
      expect(page.status).toBe(404);
      expect(page.html).toContain('<code>unknown-fault</code>');
    },
  );

  test.each(['', '?sp=', '?sp=https://nobody.example'])('a login at nobody known (%j) is 404', async (query) => {
    const page = await world.browser.open(`${world.idp.url}/fault/unsigned/login${query}`);
    expect(page.status).toBe(404);
    expect(page.html).toContain('<code>unknown-service-provider</code>');
  });
});

test('a service provider whose metadata names no place to begin gets its fault unasked, and the next one is healthy', async () => {
  const sp = await world.addSp('sp1');
  const page = await world.browser.open(`${world.idp.url}/fault/unsigned`);
  const refused = await world.browser.press(await world.browser.press(page, sp.entityId), 'Anne');
  expect(refused).toMatchObject({ status: 400, url: `${sp.url}/acs` });
  expect((await world.browser.open(`${sp.url}/login`)).text).toContain('logged in as Anne');
});

test('a fault outlives a restart between the two halves of its login', async () => {
  const sp = await world.addSp('sp1');
  const picking = await world.browser.open(
    `${world.idp.url}/fault/unsigned/login?sp=${encodeURIComponent(sp.entityId)}`,
  );
  await world.restartIdp();
  expect(await world.browser.press(picking, 'Anne')).toMatchObject({ status: 400, url: `${sp.url}/acs` });
});
