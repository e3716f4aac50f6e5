import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeOpenApi } from '#test/schemas/make-openapi.ts';
import { OPENAPI_EXAMPLES, type OpenApiExample } from '#test/schemas/openapi-examples.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient } from './qps-client.ts';

let world: CompanionWorld;
let call: ReturnType<typeof qpsClient>;

beforeAll(async () => {
  const extra = '  - { prefix: samlonly, idp: { metadata: idp.xml }, methods: [saml] }\n';
  world = await makeCompanionWorld({ extra });
  call = qpsClient(world);
});

afterAll(() => world.close());

const description = JSON.parse(JSON.stringify(makeOpenApi()));

test('the companion publishes the description, for anybody', async () => {
  const response = await fetch(`${world.url()}/qps/openapi.json`);
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json; charset=utf-8']);
  expect(await response.json()).toEqual(description);
});

test('it is OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(description));
  expect([result.valid, result.errors, validator.version]).toEqual([true, undefined, '3.1']);
});

test('it describes every route that there is, and no other', async () => {
  const described = Object.entries<object>(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method} ${path}`),
  );
  const { readFile } = await import('node:fs/promises');
  const source = await readFile('server/access/qps-app.ts', 'utf8');
  const routes = [...source.matchAll(/\brouter\.(get|post|put|patch|delete)\(\s*'([^']+)'/g)].map(
    ([, method, path = '']) => `${method} /qps${path.replaceAll(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.toSorted()).toEqual(routes.toSorted());
});

/** A schema of the description, with those that it refers to. */
function fits(schema: object, value: unknown): boolean {
  const text = JSON.stringify({ ...schema, components: description.components });
  return new Ajv2020({ strict: false }).compile(JSON.parse(text))(value);
}

describe('each example fits its schema', () => {
  test.each(OPENAPI_EXAMPLES.map((example) => [example.summary, example] as const))('%s', (_, example) => {
    const operation = description.paths[example.path][example.method];
    const content = operation.responses[example.status].content['application/json'];
    expect(fits(content.schema, example.answer)).toBe(true);
    expect(fits(content.schema, {})).toBe(false);
    if (example.body !== undefined && example.status < 300) {
      expect(fits(operation.requestBody.content['application/json'].schema, example.body)).toBe(true);
    }
  });
});

test('what its schema refuses, the companion refuses', async () => {
  const good = { UserDirectory: 'CORP', UserId: 'anne', Attributes: [{ group: 'a' }] };
  const { schema } = description.paths['/qps/{prefix}/ticket'].post.requestBody.content['application/json'];
  const bodies = [
    { ...good, UserId: undefined },
    { ...good, UserId: '' },
    { ...good, UserId: 7 },
    { ...good, UserId: 'a\\b' },
    { ...good, UserId: 'a'.repeat(1001) },
    { ...good, Attributes: {} },
    { ...good, Attributes: ['group'] },
    { ...good, Attributes: [{ group: 1 }] },
    { ...good, Groups: [] },
    { ...good, TargetUri: 7 },
  ];
  for (const body of [good, ...bodies]) {
    const { status } = await call('POST', 'hub/ticket', { body });
    expect([JSON.stringify(body).slice(0, 100), status === 201]).toEqual([
      JSON.stringify(body).slice(0, 100),
      fits(schema, JSON.parse(JSON.stringify(body))),
    ]);
  }
});

test('each example, made in its order against a companion, is answered as it says', async () => {
  for (const example of OPENAPI_EXAMPLES) {
    const answer = await call(example.method.toUpperCase(), pathOf(example), {
      body: example.body,
      ...(example.without === 'credential' && { key: null }),
      ...(example.without === 'xrfkey' && { xrfkey: { query: null, header: 'abcdefghijklmnop' } }),
    });
    expect([example.summary, answer.status]).toEqual([example.summary, example.status]);
    expect(answer.body).toEqual(expected(example, answer));
  }
});

function pathOf({ path, values }: OpenApiExample): string {
  return path.replace('/qps/', '').replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ''));
}

/** What differs from run to run: the ticket, and where the companion is. */
function expected({ answer }: OpenApiExample, real: Awaited<ReturnType<typeof call>>): unknown {
  const text = JSON.stringify(answer).replace('http://localhost:4040', world.url());
  const value = JSON.parse(text);
  if (typeof value.Ticket === 'string') {
    expect(field(real, 'Ticket')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    value.Ticket = field(real, 'Ticket');
  }
  return value;
}
