import * as v from 'valibot';
import { INPUT_KINDS } from '#shared/formats/input-kind.ts';
import { CONFIDENCES, OWNERS } from '#shared/inspection/owner.ts';
import { ALL_BINDINGS } from '#shared/wire/bindings.ts';

const text = v.nullable(v.string());
const texts = v.array(v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.nullable(v.number());
const flowKind = v.picklist(['login', 'logout']);
const flowOutcome = v.picklist(['succeeded', 'refused', 'broken-off', 'unknown']);

const owner = v.picklist(OWNERS);
const confidence = v.picklist(CONFIDENCES);

const nameId = v.strictObject({ value: v.string(), format: text, nameQualifier: text, spNameQualifier: text });

const signature = v.strictObject({
  on: v.pipe(
    v.string(),
    v.description(
      'Local name of the signed element; `query` for the signature of a redirect message, `form` for SimpleSign',
    ),
  ),
  id: text,
  algorithm: text,
  digest: text,
  outcome: v.picklist(['valid', 'invalid', 'unknown']),
  reason: text,
  certificate: v.nullable(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.description('SHA-256 fingerprint, lower-case hex')),
  ),
});

const message = v.strictObject({
  index: count,
  kind: v.pipe(
    text,
    v.description(
      'Local name of the root element; Artifact, SignInRequest, SignOutRequest or SignOutCleanup for what is all parameters; null where the message could not be read',
    ),
  ),
  binding: v.picklist(ALL_BINDINGS),
  id: text,
  issuer: text,
  destination: text,
  inResponseTo: text,
  issueInstant: v.pipe(text, v.description('As written')),
  relayState: text,
  status: v.nullable(
    v.strictObject({ codes: v.pipe(texts, v.description('From the outermost inwards')), message: text }),
  ),
  subject: v.nullable(v.strictObject({ nameId: v.nullable(nameId) })),
  sessionIndexes: texts,
  attributes: v.array(v.strictObject({ name: v.string(), friendlyName: text, nameFormat: text, values: texts })),
  signatures: v.array(signature),
  encrypted: v.pipe(v.boolean(), v.description('Whether any part of the message is encrypted')),
  samlVersion: v.pipe(text, v.description('2.0, 1.1, as the message says; null where it says none')),
  details: v.pipe(
    v.array(v.strictObject({ name: v.string(), values: texts })),
    v.description(
      'What else it says, by name: what a request asks for, what an assertion is limited to, the parts of an artifact',
    ),
  ),
  decoding: v.pipe(texts, v.description('Each decoding step in words')),
  xml: text,
});

const step = v.strictObject({
  role: v.picklist(['begin', 'request', 'response', 'artifact', 'resolve', 'resolved', 'page', 'landing']),
  exchange: v.pipe(v.string(), v.description('Id of the exchange in the recording')),
  message: v.nullable(count),
  method: v.string(),
  url: v.pipe(v.string(), v.description('Without query')),
  host: v.string(),
  status: v.nullable(v.pipe(v.number(), v.integer())),
  error: text,
  startedAt: v.pipe(number, v.description('Milliseconds since the epoch')),
  duration: v.pipe(number, v.description('Milliseconds')),
  latency: v.pipe(number, v.description('Milliseconds until the next step began')),
});

const clock = v.nullable(
  v.strictObject({
    offset: v.pipe(v.number(), v.description('Milliseconds; positive: ahead of the browser')),
    uncertainty: v.pipe(v.number(), v.minValue(0)),
    samples: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
);

const cookie = v.strictObject({
  name: v.string(),
  host: v.string(),
  setBy: v.pipe(text, v.description('Id of the exchange that set it; null where it was there before')),
  bytes: v.nullable(v.pipe(v.number(), v.integer())),
  sameSite: v.nullable(v.picklist(['strict', 'lax', 'none'])),
  secure: v.nullable(v.boolean()),
  sentBy: v.pipe(texts, v.description('Ids of the exchanges that sent it')),
  missing: v.pipe(
    v.array(
      v.strictObject({
        exchange: v.string(),
        reason: v.picklist([
          'too-large',
          'host-prefix',
          'secure-prefix',
          'http-prefix',
          'partitioned',
          'none-insecure',
          'insecure',
          'expired',
          'public-suffix',
          'domain',
          'path',
          'third-party',
          'strict',
          'lax',
          'default-lax',
          'unknown',
        ]),
      }),
    ),
    v.description('The exchanges that should have sent it, and why they did not'),
  ),
});

const flow = v.strictObject({
  kind: flowKind,
  outcome: v.pipe(
    flowOutcome,
    v.description('What happened, by what was seen; unknown where nothing recorded tells how it ended'),
  ),
  evidence: v.pipe(
    v.array(
      v.strictObject({
        exchange: v.pipe(count, v.description('Place of the exchange in the recording, in order of time, from 0')),
        what: v.string(),
      }),
    ),
    v.description('What shows that it ended so'),
  ),
  confidence: v.pipe(
    confidence,
    v.description('How sure the cause is: seen and said; one candidate explains it; one of several that may'),
  ),
  owner: v.pipe(v.nullable(owner), v.description('Who must act; null where nobody has to, or nobody can tell')),
  candidates: v.pipe(texts, v.description('Codes of what may have caused it, the likeliest first')),
  next: v.pipe(text, v.description('What to get where too little is known')),
  initiator: v.picklist(['sp', 'idp']),
  messages: v.pipe(v.array(count), v.description('Indexes of its messages, in order of time')),
  cause: v.pipe(text, v.description('Code of the finding that explains why it did not succeed')),
  protocol: v.picklist(['saml', 'ws-federation']),
  startedAt: v.pipe(text, v.description('ISO 8601, UTC; null where the recording has no times')),
  duration: v.pipe(number, v.description('Milliseconds from its first message to the end of its last')),
  steps: v.pipe(v.array(step), v.description('The time line')),
  participants: v.array(v.strictObject({ role: v.picklist(['sp', 'idp', 'other']), entityId: text, hosts: texts })),
  clocks: v.pipe(v.strictObject({ idp: clock, sp: clock }), v.description("Against the browser's clock")),
  cookies: v.pipe(v.array(cookie), v.description('Of the service provider')),
});

const finding = v.strictObject({
  code: v.string(),
  severity: v.picklist(['error', 'warning', 'info']),
  outcome: v.picklist(['fail', 'unknown', 'pass']),
  message: v.pipe(v.nullable(count), v.description('Index of the message; null where it is about none')),
  path: v.string(),
  title: v.string(),
  expected: text,
  received: text,
  clause: v.string(),
  fix: v.string(),
  owner: v.pipe(owner, v.description('Who must act')),
  confidence: v.pipe(confidence, v.description('How sure it is that it is so')),
  consequenceOf: v.pipe(text, v.description('Code of the finding that brought this one about')),
});

const comparison = v.strictObject({
  flows: v.pipe(
    v.array(v.strictObject({ kind: flowKind, outcome: flowOutcome })),
    v.description('The two flows: of this report, and of the other'),
  ),
  differences: v.array(
    v.strictObject({
      place: v.string(),
      name: v.string(),
      change: v.picklist(['added', 'removed', 'changed']),
      one: texts,
      other: texts,
    }),
  ),
});

/**
 * The form of a report that other programs rely on. The types of `json-report.ts` follow from it, and `npm run schemas` makes
 * `json-report.schema.json` of it: describe here what a name does not say.
 */
export const JSON_REPORT_SCHEMA = v.pipe(
  v.strictObject({
    version: v.literal(2),
    input: v.strictObject({
      kind: v.picklist(INPUT_KINDS),
      exchanges: v.pipe(count, v.description('HTTP exchanges in a recording; 0 for a single message')),
    }),
    messages: v.array(message),
    flows: v.array(flow),
    findings: v.pipe(
      v.array(finding),
      v.description('The cause first, its consequences after; with --all the checks that passed last'),
    ),
    comparison: v.exactOptional(
      v.pipe(comparison, v.description("Only with --compare: in what the other input's flow differs")),
    ),
  }),
  v.title('The report of `saml-workbench inspect --format json`, version 2'),
);
