import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { SESSION_DATA, SESSION_REQUEST, TICKET_ANSWER, TICKET_REQUEST } from '#server/access/call-schemas.ts';
import { API_ERROR } from '#shared/api/error.ts';
import manifest from '../../package.json' with { type: 'json' };
import { CONVERSION } from './conversion.ts';
import { OPENAPI_EXAMPLES } from './openapi-examples.ts';

/** Where it is published, beside `/qps/openapi.json`. */
export const OPENAPI_FILE = 'docs/qps.openapi.json';

/** What an operation is, beside its examples. */
interface OperationWords {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: string;
  readonly answer: object;
  readonly parameters?: readonly object[];
}

type PathOperations = Readonly<Record<string, OperationWords>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const listOf = (items: object) => ({ type: 'array', items });

const PATHS: Readonly<Record<string, PathOperations>> = {
  '/qps/{prefix}/ticket': {
    post: {
      id: 'makeTicket',
      summary: 'Makes a ticket',
      description:
        'A browser brings it as `?qlikTicket=` (behind `?` or `&`) on any page of the connection, once, within a minute, and is logged in as the user, with the attributes.',
      body: 'TicketRequest',
      answer: ref('Ticket'),
    },
  },
  '/qps/{prefix}/session': {
    get: {
      id: 'listSessions',
      summary: 'Lists the sessions of a connection',
      description:
        'The newest first, at most 1,000; where there are more, the header Link leads on (RFC 8288). Of a session that was not made by call SessionId is a handle: it names the session to these calls, and opens nothing.',
      answer: listOf(ref('Session')),
      parameters: [parameter('limit'), parameter('before')],
    },
    post: {
      id: 'makeSession',
      summary: 'Makes a session',
      description:
        "The caller sets the connection's session cookie (`{prefix}.session` unless configured) at the user's browser; its value is the SessionId.",
      body: 'SessionRequest',
      answer: ref('Session'),
    },
  },
  '/qps/{prefix}/session/{id}': {
    get: {
      id: 'tellSession',
      summary: 'Tells a session',
      description: 'By its SessionId, or by the handle of a list.',
      answer: ref('Session'),
      parameters: [parameter('sessionId')],
    },
    delete: {
      id: 'endSession',
      summary: 'Ends a session',
      description: 'And answers with what it was.',
      answer: ref('Session'),
      parameters: [parameter('sessionId')],
    },
  },
  '/qps/{prefix}/user/{directory}/{id}': {
    get: {
      id: 'listSessionsOfUser',
      summary: 'Lists the sessions of a user',
      description: 'Names are compared regardless of case. A user who has none has an empty list.',
      answer: listOf(ref('Session')),
      parameters: [parameter('directory'), parameter('userId'), parameter('limit'), parameter('before')],
    },
    delete: {
      id: 'endSessionsOfUser',
      summary: 'Logs a user out everywhere',
      description:
        'In this connection: every session, logins on their way, and tickets that nobody has used. The identity provider is not told. Answers with the sessions that ended.',
      answer: listOf(ref('Session')),
      parameters: [parameter('directory'), parameter('userId')],
    },
  },
};

/** The OpenAPI 3.1 description of QPS calls, from the schemas that read the requests; a test runs its examples. */
export function makeOpenApi(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'QPS calls of the SAML Workbench companion',
      summary: 'Tickets, sessions and users by call, for servers, as Qlik’s proxy has them',
      description:
        'Each call needs a credential (a QPS client’s key or the administrator’s token as a bearer token, or a client certificate) and the same 16 characters as `xrfkey` in the query and in the header `X-Qlik-Xrfkey`. A browser’s cookie means nothing here. A body has at most 256 KB.',
      version: manifest.version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The companion that serves this description' }],
    security: [{ bearer: [] }, { certificate: [] }],
    paths: Object.fromEntries(Object.entries(PATHS).map(([path, operations]) => [path, toPath(path, operations)])),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A QPS client’s key, or the administrator’s token.' },
        certificate: { type: 'mutualTLS', description: 'At the port of `tls`, by a client of its `clientCa`.' },
      },
      parameters: PARAMETERS,
      schemas: {
        TicketRequest: toSchema(TICKET_REQUEST),
        Ticket: toSchema(TICKET_ANSWER),
        SessionRequest: toSchema(SESSION_REQUEST),
        Session: toSchema(SESSION_DATA),
        Error: toSchema(API_ERROR),
      },
    },
  };
}

const inPath = (name: string, description: string) => {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
};

const XRFKEY = { type: 'string', pattern: '^[0-9a-zA-Z]{16}$' };

const PARAMETERS = {
  prefix: inPath('prefix', 'Prefix of the connection.'),
  sessionId: inPath('id', 'SessionId, or the handle of a list.'),
  directory: inPath('directory', 'User directory.'),
  userId: inPath('id', 'User ID.'),
  xrfkey: { name: 'xrfkey', in: 'query', required: true, description: 'Any 16 characters.', schema: XRFKEY },
  xrfkeyHeader: { name: 'X-Qlik-Xrfkey', in: 'header', required: true, description: 'The same.', schema: XRFKEY },
  limit: {
    name: 'limit',
    in: 'query',
    description: 'Sessions of one answer at most.',
    schema: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
  },
  before: {
    name: 'before',
    in: 'query',
    description: 'Where a list goes on, from its Link.',
    schema: { type: 'string' },
  },
};

function toPath(path: string, operations: PathOperations): object {
  const made = Object.entries(operations).map(([method, words]) => [method, toOperation(path, method, words)]);
  return {
    parameters: [parameter('prefix'), parameter('xrfkey'), parameter('xrfkeyHeader')],
    ...Object.fromEntries(made),
  };
}

function toOperation(path: string, method: string, { id, body, answer, parameters, ...words }: OperationWords): object {
  const examples = OPENAPI_EXAMPLES.filter((example) => example.path === path && example.method === method);
  const success = examples.filter(({ status }) => status < 300);
  return {
    operationId: id,
    ...words,
    ...(parameters && { parameters }),
    ...(body && { requestBody: { required: true, content: json(ref(body), success, (example) => example.body) } }),
    responses: Object.fromEntries(
      [
        ...statusesOf(
          body !== undefined,
          examples.map(({ status }) => status),
        ),
      ].map((status) => [
        String(status),
        {
          description: STATUS_WORDS[status] ?? 'An answer',
          content: json(
            status < 300 ? answer : ref('Error'),
            examples.filter((example) => example.status === status),
            (example) => example.answer,
          ),
        },
      ]),
    ),
  };
}

function statusesOf(hasBody: boolean, own: readonly number[]): ReadonlySet<number> {
  return new Set([...own, 400, 401, 404, ...(hasBody ? [403, 413, 415] : []), 503].toSorted((a, b) => a - b));
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  400: 'The xrfkey is missing or wrong, or something in the request is not as it has to be: `facts.place` says what.',
  401: 'The credential is missing or wrong.',
  403: 'The connection does not have this way in among its methods.',
  404: 'There is no such connection, or no such session.',
  409: 'The SessionId is, or was, another session’s.',
  413: 'The body is too large.',
  415: 'The body is no JSON.',
  503: 'It cannot be done at the moment.',
};

type Examples = typeof OPENAPI_EXAMPLES;

function json(schema: object, examples: Examples, value: (example: Examples[number]) => unknown): object {
  const named = examples.map((example) => [
    example.summary.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    { summary: example.summary, value: value(example) },
  ]);
  return { 'application/json': { schema, ...(named.length > 0 && { examples: Object.fromEntries(named) }) } };
}

function toSchema(schema: v.GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, { ...CONVERSION, target: 'draft-2020-12' });
  return rest;
}
