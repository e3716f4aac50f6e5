/** The seed's case: who carries QlikGroup opens the stream of that name. */
const GROUPS = [{ group: 'QlikGroup' }, { group: 'Sales' }];

const ANNE = { UserDirectory: 'CORP', UserId: 'anne', Attributes: GROUPS };
const SESSION = { ...ANNE, SessionId: '89423bb8-c5f6-4da1-8e73-4c6f3a1ad1f3' };
const ANOTHER = { ...ANNE, SessionId: '0d2a5f0e-5a8e-4b34-9f0a-6d2f8a7f3c11' };

/** One call as it is shown, and as a test makes it, in this order. */
export interface OpenApiExample {
  readonly summary: string;
  readonly method: 'get' | 'post' | 'delete';
  /** As in `paths`. */
  readonly path: string;
  /** What the names in the path are. */
  readonly values: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly answer: unknown;
  /** What the call leaves out. */
  readonly without?: 'credential' | 'xrfkey';
}

const HUB = { prefix: 'hub' };
const TICKET = '/qps/{prefix}/ticket';
const SESSIONS = '/qps/{prefix}/session';
const ONE_SESSION = '/qps/{prefix}/session/{id}';
const USER = '/qps/{prefix}/user/{directory}/{id}';
const THIS_USER = { ...HUB, directory: 'CORP', id: 'anne' };

const error = (code: string, message: string, facts: object = {}) => ({ error: { code, message, fix: null, facts } });

/** Names of the attribute, the value and the ticket are examples; a test puts in what it gets. */
export const OPENAPI_EXAMPLES: readonly OpenApiExample[] = [
  {
    summary: 'A ticket with two groups',
    method: 'post',
    path: TICKET,
    values: HUB,
    body: ANNE,
    status: 201,
    answer: { ...ANNE, Ticket: 'T4KcTz0jVGdw1xXmZkZ0bJ2oW8l8m2p4s6u8w0y2A4c', TargetUri: null },
  },
  {
    summary: 'A ticket that leads to an app',
    method: 'post',
    path: TICKET,
    values: HUB,
    body: { ...ANNE, TargetUri: '/hub/app/group-summary?view=all' },
    status: 201,
    answer: {
      ...ANNE,
      Ticket: 'T4KcTz0jVGdw1xXmZkZ0bJ2oW8l8m2p4s6u8w0y2A4c',
      TargetUri: 'http://localhost:4040/hub/app/group-summary?view=all',
    },
  },
  {
    summary: 'A blank user',
    method: 'post',
    path: TICKET,
    values: HUB,
    body: { ...ANNE, UserId: ' ' },
    status: 400,
    answer: error('api-input-invalid', 'UserId must not be blank.', { place: 'UserId', reason: 'must not be blank' }),
  },
  {
    summary: 'No xrfkey in the query',
    method: 'post',
    path: TICKET,
    values: HUB,
    body: ANNE,
    without: 'xrfkey',
    status: 400,
    answer: error(
      'xrfkey-missing',
      'XSRF prevention check failed. Possible XSRF discovered. Give the same 16 characters as xrfkey in the query and in the header X-Qlik-Xrfkey: the query has none.',
      { place: 'the query' },
    ),
  },
  {
    summary: 'No credential',
    method: 'post',
    path: TICKET,
    values: HUB,
    body: ANNE,
    without: 'credential',
    status: 401,
    answer: error(
      'client-unknown',
      "This needs the key of a QPS client, or the administrator's token, as Authorization: Bearer; or, at the port for it, a client certificate. A browser's cookie is none.",
    ),
  },
  {
    summary: 'A connection that takes no tickets',
    method: 'post',
    path: TICKET,
    values: { prefix: 'samlonly' },
    body: ANNE,
    status: 403,
    answer: error('way-off', 'The connection samlonly does not have "ticket" among its methods.', {
      prefix: 'samlonly',
      method: 'ticket',
    }),
  },
  {
    summary: 'A prefix that nobody has',
    method: 'post',
    path: TICKET,
    values: { prefix: 'nowhere' },
    body: ANNE,
    status: 404,
    answer: error('prefix-unknown', 'There is no connection with the prefix nowhere.', { prefix: 'nowhere' }),
  },
  {
    summary: 'A session whose cookie the caller sets',
    method: 'post',
    path: SESSIONS,
    values: HUB,
    body: SESSION,
    status: 201,
    answer: SESSION,
  },
  {
    summary: 'An ID that a session has already',
    method: 'post',
    path: SESSIONS,
    values: HUB,
    body: SESSION,
    status: 409,
    answer: error('session-taken', 'There is, or was, a session of this SessionId: make another one, at random.'),
  },
  { summary: 'All of them', method: 'get', path: SESSIONS, values: HUB, status: 200, answer: [SESSION] },
  {
    summary: 'One',
    method: 'get',
    path: ONE_SESSION,
    values: { ...HUB, id: SESSION.SessionId },
    status: 200,
    answer: SESSION,
  },
  { summary: 'Those of a user', method: 'get', path: USER, values: THIS_USER, status: 200, answer: [SESSION] },
  {
    summary: 'Ended',
    method: 'delete',
    path: ONE_SESSION,
    values: { ...HUB, id: SESSION.SessionId },
    status: 200,
    answer: SESSION,
  },
  {
    summary: 'One that has ended',
    method: 'get',
    path: ONE_SESSION,
    values: { ...HUB, id: SESSION.SessionId },
    status: 404,
    answer: error('session-unknown', 'There is no such session: it has ended, or never was.'),
  },
  {
    summary: 'Another session',
    method: 'post',
    path: SESSIONS,
    values: HUB,
    body: ANOTHER,
    status: 201,
    answer: ANOTHER,
  },
  { summary: 'Logged out everywhere', method: 'delete', path: USER, values: THIS_USER, status: 200, answer: [ANOTHER] },
];
