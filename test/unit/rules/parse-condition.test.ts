import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';

function errorOf(text: string): { code: string; line: unknown; column: unknown; reason: string } {
  try {
    parseCondition(text);
  } catch (error) {
    if (error instanceof WorkbenchError) {
      const { line, column, reason } = error.facts;
      return { code: error.code, line, column, reason: String(reason) };
    }
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('the grammar', () => {
  test('white space is free, and needless wherever tokens are clear', () => {
    const loose = parseCondition('user.name  like\n "*X"\tand (\r\n user.a = "b" )');
    const tight = parseCondition('user.name like"*X"and(user.a="b")');
    const shape = (condition: unknown) =>
      JSON.stringify(condition, (key, value) => (key === 'range' ? undefined : value));
    expect(shape(tight)).toBe(shape(loose));
  });

  test('"and" binds closer than "or", and both chains stay flat', () => {
    expect(parseCondition('true or false and true or false')).toMatchObject({
      kind: 'or',
      operands: [
        { kind: 'constant' },
        { kind: 'and', operands: [{ value: false }, { value: true }] },
        { kind: 'constant' },
      ],
    });
    expect(parseCondition('true || false && true')).toMatchObject({ kind: 'or', operands: [{}, { kind: 'and' }] });
  });

  test('an empty condition holds for everyone', () => {
    expect(parseCondition(' \n ')).toMatchObject({ kind: 'constant', value: true });
  });

  test('names of properties, functions and privileges are read in any case; custom properties keep their "@"', () => {
    expect(parseCondition('user.Environment.Group = "x"')).toMatchObject({
      left: { of: 'user', names: ['environment', 'group'] },
    });
    expect(parseCondition('resource.@QlikGroup.EMPTY()')).toMatchObject({
      kind: 'empty',
      path: { names: ['@qlikgroup'] },
    });
    expect(parseCondition('resource.Stream.hasprivilege("READ")')).toMatchObject({
      kind: 'hasPrivilege',
      action: 'read',
      path: { of: 'resource', names: ['stream'] },
    });
  });

  test('a function without a path is asked of the resource', () => {
    expect(parseCondition('HasPrivilege("changeowner")')).toMatchObject({
      kind: 'hasPrivilege',
      action: 'changeOwner',
      path: { of: 'resource', names: [] },
    });
  });

  test('every part knows where it stands', () => {
    const text = 'true and  user.name = "anne"';
    const parsed = parseCondition(text);
    if (parsed.kind !== 'and') throw new Error(parsed.kind);
    const [, second] = parsed.operands;
    expect(text.slice(second?.range.start, second?.range.end)).toBe('user.name = "anne"');
  });

  test('a text in quotes has no escapes: a backslash is a backslash', () => {
    expect(parseCondition('user.name = "CORP\\anne"')).toMatchObject({ right: { value: 'CORP\\anne' } });
  });

  test("Qlik's own default rules parse", () => {
    const rules = [
      'user.roles = "RootAdmin" and (resource.resourcetype = "App" or resource.resourcetype="Stream")',
      'resource.stream.HasPrivilege("read") and ((!resource.stream.Empty()) or resource.IsOwned())',
      '(resource.owner = user and !user.IsAnonymous())',
      'resource.name like "*Sales\\**" || owner.@customers = user.@customers',
      'node.@region !== "EU"',
    ];
    for (const rule of rules) expect(() => parseCondition(rule), rule).not.toThrow();
  });
});

describe('errors name the place and what to do', () => {
  test.each([
    ['user.name = "anne" AND true', 1, 20, 'write "and" in lower case'],
    ['User.name = "a"', 1, 1, 'write "user" in lower case'],
    ['user.name = RESOURCE.name', 1, 13, 'write "resource" in lower case'],
    ['user.name LIKE "a*"', 1, 11, 'write "like" in lower case'],
    ['user.name =\n  anne', 2, 3, '"anne" is unknown; an attribute begins with user, resource, owner or node'],
    ['user.name = "anne', 1, 13, 'the text that begins here has no closing quote'],
    ["user.name = 'anne'", 1, 13, 'texts stand in straight double quotes: "..."'],
    ['user.name', 1, 10, 'the condition ends where an operator (=, ==, !=, !==, like, matches) should be'],
    ['user.name === "x"', 1, 13, '"=" stands where a text in double quotes or an attribute should be'],
    ['(user.name = "x"', 1, 17, 'the condition ends where ")" should be'],
    ['user.name = "x")', 1, 16, '")" stands where "and", "or" or the end should be'],
    ['user.name like resource.name', 1, 16, '"resource" stands where a text in double quotes after like should be'],
    ['true and', 1, 9, 'the condition ends where an attribute such as user.environment.group should be'],
    ['user.HasPrivileg("read")', 1, 6, '"HasPrivileg" is no function'],
    ['resource.HasPrivilege()', 1, 22, 'HasPrivilege needs an action'],
    ['resource.HasPrivilege("reed")', 1, 23, '"reed" is no action'],
    ['user.name.Empty("x")', 1, 17, 'takes nothing in its parentheses'],
    ['user.name = "a" ; true', 1, 17, '";" has no meaning here'],
    ['"anne" = user.name', 1, 1, '"anne" stands where an attribute such as user.environment.group should be'],
    ['user.name matches "a(b"', 1, 21, 'the group that begins here has no ")"'],
    ['\r\n\r\nuser.x ? "a"', 3, 8, '"?" has no meaning here'],
  ])('%j', (text, line, column, reason) => {
    const error = errorOf(text);
    expect(error).toMatchObject({ code: 'rule-syntax', line, column });
    expect(error.reason).toContain(reason);
  });

  test('nesting and length are limited before they cost anything', () => {
    expect(errorOf(`${'('.repeat(100_00)}true`).reason).toContain('nests deeper than 100');
    expect(errorOf(`${'!'.repeat(60_000)}true`).reason).toContain('nests deeper than 100');
    expect(() => parseCondition(`${'('.repeat(100)}true${')'.repeat(100)}`)).not.toThrow();
    expect(errorOf(`user.a = "${'x'.repeat(70_000)}"`).code).toBe('rule-too-long');
  });

  test('a long chain is no nesting', () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `user.a="${index}"`).join(' or ');
    expect(parseCondition(chain)).toMatchObject({ kind: 'or', operands: { length: 3000 } });
  });
});
