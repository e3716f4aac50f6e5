import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient, userBody } from './qps-client.ts';

/** A connection beside the first, whose rules go by what is kept with the user. */
const OTHER = (mode: string) => `  - prefix: ${mode}
    attributesKept: ${mode}
    idp: { metadata: idp.xml }
    user: { id: uid, directory: '[CORP]' }
    attributes: [{ from: groups, to: group }]
    streams: [{ name: Kept, apps: [] }]
    rules:
      - { name: by user, resourceFilter: Stream_*, actions: [read], condition: 'user.group = "SalesUS"' }
`;

let world: CompanionWorld;
beforeAll(async () => {
  world = await makeCompanionWorld({ extra: `${OTHER('user')}${OTHER('session')}` });
});
afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** What the hub of a connection says to a user who came by a ticket without attributes, or with these. */
async function byTicket(prefix: string, groups: readonly string[], changes: object = {}): Promise<string> {
  const made = await qpsClient(world)('POST', `${prefix}/ticket`, { body: userBody(groups, changes) });
  const hub = await new HttpBrowser().open(`${world.url()}/${prefix}/?qlikTicket=${field(made, 'Ticket')}`);
  return hub.text;
}

async function bySaml(prefix: string, name: string): Promise<string> {
  const browser = new HttpBrowser();
  const page = await browser.open(`${world.url()}/${prefix}/`);
  return (await browser.press(page, name)).text;
}

describe('attributes that came by SAML', () => {
  test('are kept with the user where the connection says so: a ticket finds them, whatever the case of the name', async () => {
    expect(await byTicket('user', [])).not.toContain('Kept with you');
    const own = await bySaml('user', 'Anne');
    expect(own).toContain('Kept with you between sessions');
    expect(own).toContain('Opened by the rule by user');
    for (const changes of [{}, { UserId: 'ANNE', UserDirectory: 'corp' }]) {
      const ticket = await byTicket('user', ['Other'], changes);
      expect(ticket).toContain('Kept with you between sessions');
      expect(ticket).toContain('Opened by the rule by user');
    }
    expect(await byTicket('user', [], { UserId: 'eddie' })).not.toContain('Kept with you');
  });

  test('are in the session only, where it does not: a ticket brings its own alone', async () => {
    expect(await bySaml('session', 'Anne')).not.toContain('Opened by the rule');
    const ticket = await byTicket('session', ['SalesUS']);
    expect(ticket).not.toContain('Kept with you');
    expect(ticket).not.toContain('Opened by the rule');
  });
});
