import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { ACCESS_SCHEMA } from '#server/config/app-schema.ts';
import { CONFIG_SCHEMA } from '#server/config/schema.ts';
import { JSON_REPORT_SCHEMA } from '#shared/report/json-report-schema.ts';
import { RULES_SCHEMA } from '#shared/rules/read-rules.ts';
import { ASSERTIONS_SCHEMA, TRIALS_SCHEMA } from '#shared/rules/trials/read-trials.ts';
import { CONNECTION_SCHEMA } from '#shared/saml/connection/read-connection.ts';
import { CONVERSION } from './conversion.ts';

/** The published schemas by the path of their file, as they follow from what reads or writes the data. */
export function makeSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['server/companion.schema.json', headFirst(companionSchema())],
    ['shared/report/json-report.schema.json', headFirst(reportSchema())],
    ['shared/rules/trials/rule-tests.schema.json', headFirst(trialsSchema())],
    ['shared/rules/trials/rule-assertions.schema.json', headFirst(assertionsSchema())],
  ]);
}

/** What it is stands at the top, for readers. */
function headFirst({ $schema = '', title = '', description, ...rest }: JsonSchema): JsonSchema {
  return { $schema, title, ...(description === undefined ? {} : { description }), ...rest };
}

/** An app with the form of its access table, which is read apart. */
function appWithAccess() {
  const { entries } = CONFIG_SCHEMA.entries.connections.item.entries.apps.wrapped.item;
  return v.strictObject({ ...entries, access: ACCESS_SCHEMA });
}

/** The companion reads the file in three parts: its own, a connection's SAML, and rules. */
function companionSchema(): JsonSchema {
  const { connections } = CONFIG_SCHEMA.entries;
  const { idp, sp, attributes, ...saml } = CONNECTION_SCHEMA.entries;
  const connection = v.strictObject({
    ...connections.item.entries,
    ...saml,
    idp,
    sp: v.optional(
      v.pipe(
        v.partial(v.strictObject(sp.entries)),
        v.description("What is left out follows from the companion's address; without a key one is made."),
      ),
    ),
    attributes,
    apps: v.optional(
      v.pipe(v.array(appWithAccess()), v.description('The data of apps that streams name, and who sees what of it.')),
      [],
    ),
    rules: v.optional(RULES_SCHEMA, []),
  });
  const file = v.strictObject({
    ...CONFIG_SCHEMA.entries,
    connections: v.pipe(v.array(connection), v.minLength(1)),
  });
  const titled = v.pipe(
    file,
    v.title('Companion configuration'),
    v.description('Paths are relative to the configuration file; durations are minutes unless said otherwise.'),
  );
  return toJsonSchema(titled, {
    ...CONVERSION,
    target: 'draft-2020-12',
    definitions: {
      connection,
      idp: idp.wrapped,
      endpoints: idp.wrapped.entries.sso.wrapped,
      attribute: attributes.wrapped.item,
      stream: connections.item.entries.streams.wrapped.item,
      rule: RULES_SCHEMA.item,
    },
  });
}

function reportSchema(): JsonSchema {
  const { messages, flows, findings } = JSON_REPORT_SCHEMA.entries;
  return toJsonSchema(JSON_REPORT_SCHEMA, {
    ...CONVERSION,
    target: 'draft-07',
    definitions: { message: messages.item, flow: flows.item, finding: findings.item },
  });
}

/** Rules of a file of tests or assertions, which are read apart. */
const NAMED_RULES = v.union([
  v.pipe(v.string(), v.description('Path of a file of rules, seen from this file.')),
  RULES_SCHEMA,
]);

function trialsSchema(): JsonSchema {
  const file = v.pipe(
    v.strictObject({ ...TRIALS_SCHEMA.entries, rules: NAMED_RULES }),
    v.title('Tests of access rules'),
    v.description('What `rules test` reads: cases, and what the rules are to say of each.'),
  );
  return toJsonSchema(file, { ...CONVERSION, target: 'draft-2020-12', definitions: { rule: RULES_SCHEMA.item } });
}

function assertionsSchema(): JsonSchema {
  const file = v.pipe(
    v.strictObject({ ...ASSERTIONS_SCHEMA.entries, rules: v.optional(NAMED_RULES, []) }),
    v.title('Assertions about access rules'),
    v.description(
      'What `rules prove` reads: each assertion says exactly one thing, proven of all users and resources.',
    ),
  );
  return toJsonSchema(file, { ...CONVERSION, target: 'draft-2020-12', definitions: { rule: RULES_SCHEMA.item } });
}
