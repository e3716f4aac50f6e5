import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { goTo } from './console/administrator.ts';
import { type ConsolePage, type ConsoleWorld, startConsole } from './console/console.ts';
import type { Desk } from './console/desk.ts';
import { attributeMapSuite } from './console/suites/attribute-map.ts';
import { connectionsSuite } from './console/suites/connections.ts';
import { frameSuite } from './console/suites/frame.ts';
import { keysSuite } from './console/suites/keys.ts';
import { loginsSuite } from './console/suites/logins.ts';
import { logoutsSuite } from './console/suites/logouts.ts';
import { sessionsSuite } from './console/suites/sessions.ts';
import { signInSuite } from './console/suites/sign-in.ts';

let world: ConsoleWorld;
let tab: ConsolePage;

const desk: Desk = {
  get world() {
    return world;
  },
  enter: async (path) => {
    await goTo(tab.page, path);
    return tab.page;
  },
};

beforeAll(async () => {
  world = await startConsole();
  tab = await world.enter('/console/');
});
afterAll(() => world.close());
afterEach(() => {
  expect(tab.complaints.splice(0)).toEqual([]);
});

signInSuite(desk);
keysSuite(desk);
connectionsSuite(desk);
attributeMapSuite(desk);
loginsSuite(desk);
logoutsSuite(desk);
sessionsSuite(desk);
frameSuite(desk);
