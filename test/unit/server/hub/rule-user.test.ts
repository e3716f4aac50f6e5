import { expect, test } from 'vitest';
import { toRuleUser } from '#server/hub/decide-access.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { readRules } from '#shared/rules/read-rules.ts';

const environment = { ip: '203.0.113.7', secureRequest: false };
const resource = { resourcetype: 'Stream', id: 'Sales', name: 'Sales' };

function isOpened(condition: string, name: string, value: string, kept = false): boolean {
  const rules = readRules([{ name: 'Sales', resourceFilter: 'Stream_*', actions: ['read'], condition }]);
  const attributes = [{ name, values: [{ value }] }];
  const login = { userDirectory: 'CORP', userId: 'anne', attributes: kept ? [] : attributes };
  const own = kept ? { attributes: [{ name, values: [value] }] } : null;
  return decideByRules(rules, 'read', toRuleUser(login, environment, own), resource).allowed;
}

test.each([
  ['user.environment.ip = "10.0.0.1"', 'ip', '10.0.0.1'],
  ['user.environment.ip = "10.0.0.1"', 'IP', '10.0.0.1'],
  ['user.environment.secureRequest = "true"', 'secureRequest', 'true'],
  ['user.environment.secureRequest = "true"', 'SecureRequest', 'true'],
])('%s asks about the request: no attribute %s opens it', (condition, name, value) => {
  expect(isOpened(condition, name, value)).toBe(false);
  expect(isOpened(condition, name, value, true)).toBe(false);
});

test.each([
  ['user.environment.ip = "203.0.113.7"', 'ip', '10.0.0.1'],
  ['user.environment.secureRequest = "false"', 'secureRequest', 'true'],
  ['user.environment.ipAddress = "10.0.0.1"', 'ipAddress', '10.0.0.1'],
])('twin: %s is opened by what the request says, or by an attribute of another name', (condition, name, value) => {
  expect(isOpened(condition, name, value)).toBe(true);
});

test.each([
  ['user.userId = "eve"', 'userId', 'eve'],
  ['user.userDirectory = "ROOT"', 'USERDIRECTORY', 'ROOT'],
  ['user.environment.ip = "10.0.0.1"', 'environment', '10.0.0.1'],
])('%s asks who the user is: nothing that is kept with them opens it', (condition, name, value) => {
  expect(isOpened(condition, name, value, true)).toBe(false);
});
