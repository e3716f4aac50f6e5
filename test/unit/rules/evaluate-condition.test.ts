import { describe, expect, test } from 'vitest';
import type { RuleObject } from '#shared/rules/attributes.ts';
import { evaluateCondition } from '#shared/rules/evaluate-condition.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';

const ANNE: RuleObject = {
  userId: 'anne',
  userDirectory: 'CORP',
  name: 'Anne Foster',
  roles: ['RootAdmin', 'ContentAdmin'],
  '@customers': ['A', 'B'],
  environment: { group: ['SalesUS', 'QlikGroup'], department: 'Sales', one: ['only'], blank: '', none: [] },
};

const APP: RuleObject = {
  resourcetype: 'App',
  name: 'Sales (EMEA)',
  '@QlikGroup': ['qlikgroup', 'other'],
  owner: { userId: 'ANNE', userDirectory: 'corp', name: 'Anne Foster' },
  stream: { name: 'QlikGroup', id: 's1' },
  published: true,
  size: 12,
};

function holds(condition: string, user: RuleObject = ANNE, resource: RuleObject = APP): boolean {
  return evaluateCondition(parseCondition(condition), { user, resource, hasPrivilege: () => false });
}

describe('= and == on several values: true if any is equal', () => {
  test.each([
    ['user.environment.group = "salesus"', true],
    ['user.environment.group = "QLIKGROUP"', true],
    ['user.environment.group = "SalesAUS"', false],
    ['user.environment.group == "SalesUS"', true],
    ['user.environment.group == "salesus"', false],
    ['user.environment.group = resource.@QlikGroup', true],
    ['user.environment.group == resource.@QlikGroup', false],
    ['resource.published = "true"', true],
    ['resource.size = "12"', true],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe('!= and !== on several values: true if any differs', () => {
  test.each([
    ['user.environment.group != "SalesUS"', true],
    ['user.environment.one != "ONLY"', false],
    ['user.environment.one !== "ONLY"', true],
    ['user.environment.one != "x"', true],
    ['!(user.environment.group = "SalesUS")', false],
    ['user.environment.one != resource.@QlikGroup', true],
    ['resource.name != resource.name', false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe('a missing attribute', () => {
  test.each(['=', '==', '!=', '!=='])('makes a comparison by %s false', (operator) => {
    expect(holds(`user.environment.nothing ${operator} "x"`)).toBe(false);
    expect(holds(`user.environment.none ${operator} "x"`)).toBe(false);
    expect(holds(`user.name ${operator} user.environment.nothing`)).toBe(false);
  });

  test('makes like and matches false, and Empty() true', () => {
    expect(holds('user.environment.nothing like "*"')).toBe(false);
    expect(holds('user.environment.nothing matches ".*"')).toBe(false);
    expect(holds('user.environment.nothing.Empty()')).toBe(true);
    expect(holds('user.environment.none.Empty()')).toBe(true);
    expect(holds('user.environment.blank.Empty()')).toBe(false);
    expect(holds('user.environment.group.Empty()')).toBe(false);
  });

  test('null and undefined are missing, an empty text can be asked for', () => {
    expect(holds('user.x.Empty()', { x: null })).toBe(true);
    expect(holds('user.x = ""', { x: undefined })).toBe(false);
    expect(holds('user.environment.blank = ""')).toBe(true);
  });
});

describe('attribute names', () => {
  test('are found in any case, and those that differ only in case add up', () => {
    expect(holds('user.ENVIRONMENT.Group = "SalesUS"')).toBe(true);
    const user = { environment: { Group: 'a', group: 'b' } };
    expect(holds('user.environment.group = "a" and user.environment.group = "b"', user)).toBe(true);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s reaches no prototype', (name) => {
    expect(holds(`user.${name}.Empty()`)).toBe(true);
    expect(holds(`user.${name}.name = "Object"`)).toBe(false);
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    '%s is an attribute like any other where the user has it',
    (name) => {
      const user: RuleObject = { environment: JSON.parse(`{ "${name}": "x" }`) };
      expect(holds(`user.environment.${name} = "x"`, user)).toBe(true);
    },
  );

  test('entering a text as if it were an object finds nothing', () => {
    expect(holds('user.name.length.Empty()')).toBe(true);
  });
});

describe('objects', () => {
  test('resource.owner = user compares directory and user id, ignoring case', () => {
    expect(holds('resource.owner = user')).toBe(true);
    expect(holds('resource.owner != user')).toBe(false);
    expect(holds('resource.owner = user', { ...ANNE, userId: 'eddie' })).toBe(false);
    expect(holds('resource.owner != user', { ...ANNE, userDirectory: 'OTHER' })).toBe(true);
  });

  test('objects without an identity equal nothing, not even each other', () => {
    expect(holds('resource.owner = user', {}, { owner: {} })).toBe(false);
    expect(holds('resource.owner != user', {}, { owner: {} })).toBe(false);
  });

  test('paths go through objects and lists of them, owner and node stand for those of the resource', () => {
    expect(holds('resource.stream.name = "qlikgroup"')).toBe(true);
    expect(holds('owner.name = user.name')).toBe(true);
    expect(holds('resource.tags.name = "b"', ANNE, { tags: [{ name: 'a' }, { name: 'b' }] })).toBe(true);
    expect(holds('node.region = "EU"', ANNE, { node: { region: 'eu' } })).toBe(true);
  });
});

describe('case', () => {
  const values = (...all: readonly string[]): RuleObject => ({ x: all });

  test.each([
    ['user.x = "οδος"', 'ΟΔΟΣ', true],
    ['user.x like "οδο?"', 'ΟΔΟΣ', true],
    ['user.x matches "οδος"', 'ΟΔΟΣ', true],
    ['user.x = "K"', '\u212a', true],
    ['user.x matches "K"', '\u212a', true],
    ['user.x matches "\u212a"', 'k', true],
    ['user.x = "strasse"', 'straße', false],
    ['user.x = "i"', 'İ', false],
    ['user.x = "admin"', 'admın', false],
  ])('%s of %s is %s: every operator folds alike', (condition, value, expected) => {
    expect(holds(condition, values(value))).toBe(expected);
  });
});

describe('no text passes for an object', () => {
  test('whatever stands in it', () => {
    const key = '\0u["corp","anne"]';
    expect(holds('user.x = resource.owner', { x: key })).toBe(false);
    expect(holds(`resource.owner = "CORP\\anne"`)).toBe(false);
    expect(holds('user = resource.owner')).toBe(true);
  });

  test('a directory and an id are two things', () => {
    const owner = { userDirectory: 'a', userId: 'b\\c' };
    expect(holds('resource.owner = user', { userDirectory: 'a\\b', userId: 'c' }, { owner })).toBe(false);
    expect(holds('resource.owner = user', owner, { owner })).toBe(true);
  });
});

describe('functions', () => {
  test('IsAnonymous: a user without id', () => {
    expect(holds('user.IsAnonymous()')).toBe(false);
    expect(holds('user.IsAnonymous()', { environment: {} })).toBe(true);
    expect(holds('user.IsAnonymous()', { userId: '' })).toBe(true);
  });

  test('IsOwned: a resource with an owner', () => {
    expect(holds('resource.IsOwned()')).toBe(true);
    expect(holds('resource.IsOwned()', ANNE, { name: 'x' })).toBe(false);
    expect(holds('IsOwned()')).toBe(true);
  });
});

describe('like', () => {
  test.each([
    ['user.name like "anne*"', true],
    ['user.name like "*FOSTER"', true],
    ['user.name like "foster"', false],
    ['user.name like "A??e Foster"', true],
    ['user.name like "A?e Foster"', false],
    ['user.environment.group like "sales*"', true],
    ['resource.name like "* (EMEA)"', true],
    ['resource.name like "*"', true],
    ['resource.name like ""', false],
    ['resource.name like "*(*)*"', true],
    ['resource.name like "Sales*Sales*"', false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test('a backslash makes the next character mean itself', () => {
    expect(holds('user.x like "50\\*"', { x: '50*' })).toBe(true);
    expect(holds('user.x like "50\\*"', { x: '500' })).toBe(false);
    expect(holds('user.x like "CORP\\\\a*"', { x: 'corp\\anne' })).toBe(true);
  });

  test('one "?" is one character, not half of one', () => {
    expect(holds('user.x like "?"', { x: '😀' })).toBe(true);
    expect(holds('user.x like "a?b"', { x: 'a😀b' })).toBe(true);
  });
});

describe('matches', () => {
  test.each([
    ['Sales(US|AUS)', 'salesaus', true],
    ['Sales(US|AUS)', 'SalesEU', false],
    ['Sales', 'SalesUS', false],
    ['^Sales.*$', 'SalesUS', true],
    ['[a-c]+', 'ABCABC', true],
    ['[^a-c]+', 'ABD', false],
    ['[^a-c]+', 'xyz', true],
    ['\\d{3}-\\d{2,}', '123-4567', true],
    ['\\d{3}-\\d{2,}', '123-4', false],
    ['a{0}b', 'b', true],
    ['(a|)b?', '', true],
    ['a+?', 'aaa', true],
    ['(?:ab){2,3}', 'ababab', true],
    ['(?:ab){2,3}', 'abababab', false],
    ['\\w+@corp\\.example', 'anne@corp.example', true],
    ['\\w+@corp\\.example', 'anne@corpxexample', false],
    ['[\\w.-]+', 'a.b-c', true],
    ['[\\]-]', ']', true],
    ['[a\\-z]', 'b', false],
    ['\\S+\\s\\S+', 'Anne Foster', true],
    ['.', '😀', true],
    ['(a*)*', 'aaaa', true],
    ['', '', true],
    ['', 'a', false],
  ])('/%s/ on %j is %s', (pattern, value, expected) => {
    expect(holds(`user.x matches "${pattern}"`, { x: value })).toBe(expected);
  });

  test.each([
    ['(?=a)', 'look-around'],
    ['(?<name>a)', 'look-around'],
    ['(a)\\1', 'back references'],
    ['\\bword', '"\\b" is not supported'],
    ['a**', 'needs parentheses'],
    ['*a', 'nothing to repeat'],
    ['a{2,1}', 'ends before it begins'],
    ['[z-a]', 'ends before it begins'],
    ['[a', 'has no "]"'],
    ['a)', 'has no partner'],
    ['a^b', 'cannot stand here'],
    ['a$b', 'cannot stand here'],
    ['((a{100}){100}){100}', 'too large'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'nest deeper'],
    ['a\\', 'ends with a "\\"'],
  ])('/%s/ is refused', (pattern, reason) => {
    expect(() => holds(`user.x matches "${pattern}"`)).toThrow(reason);
  });
});
