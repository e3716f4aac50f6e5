import { type InferOutput, safeParse } from 'valibot';
import { flowLine } from '#shared/explain/facts/flow-title.ts';
import { JSON_REPORT_SCHEMA } from '#shared/report/json-report-schema.ts';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { When } from '../../parts/when.tsx';
import { XmlText } from './xml-text.tsx';

type Report = InferOutput<typeof JSON_REPORT_SCHEMA>;
type Flow = Report['flows'][number];
type Message = Report['messages'][number];

/** What was recorded of a login: the flow step by step, and each message with its attributes, signatures and XML. */
export function RecordingCards({ report }: { report: unknown }) {
  const read = safeParse(JSON_REPORT_SCHEMA, report);
  if (!read.success)
    return <p class="quiet">This report is of another version of the companion: load this page again.</p>;
  const { flows, messages } = read.output;
  return (
    <>
      {flows.map((flow, index) => (
        <FlowCard key={index} flow={flow} />
      ))}
      {messages.map((message) => (
        <MessageCard key={message.index} message={message} />
      ))}
    </>
  );
}

function FlowCard({ flow }: { flow: Flow }) {
  const { evidence, steps } = flow;
  return (
    <Card title={flowLine(flow)} level={2}>
      {evidence.length > 0 && (
        <ul class="change-list card-note">
          {evidence.map(({ what }, index) => (
            <li key={index}>
              <Value text={what} />
            </li>
          ))}
        </ul>
      )}
      <ol class="flow-steps" aria-label="Steps">
        {steps.map(({ exchange, method, url, status, error, startedAt }) => (
          <li key={exchange} class="flow-step">
            <span>
              {method} <Value text={url} />
            </span>
            <span class="quiet">
              {error ?? status ?? 'no answer'}
              {startedAt !== null && (
                <>
                  {' · '}
                  <When at={startedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function MessageCard({ message }: { message: Message }) {
  const { kind, issuer, destination, id, inResponseTo, issueInstant, status, subject, attributes, details, xml } =
    message;
  return (
    <Card title={kind ?? 'A message that cannot be read'} level={2}>
      <Facts>
        <Fact name="From" value={issuer} />
        <Fact name="To" value={destination} />
        <Fact name="ID" value={id} copy />
        <Fact name="Answers" value={inResponseTo} />
        <Fact name="Issued" value={issueInstant} />
        <Fact name="Status" value={status?.codes.join(', ') ?? null} note={status?.message ?? null} />
        <Fact name="NameID" value={subject?.nameId?.value ?? null} note={subject?.nameId?.format ?? null} />
        {message.signatures.map(({ on, outcome, algorithm, reason }, index) => (
          <Fact key={index} name={`Signature of the ${on}`} value={outcome} note={reason ?? algorithm} />
        ))}
        {details.map(({ name, values }) => (
          <Fact key={name} name={name} value={values.join(', ')} />
        ))}
        {attributes.map(({ name, friendlyName, values }, index) => (
          <FactOf key={index} name={friendlyName ?? name}>
            <ul>
              {values.map((value, at) => (
                <li key={at}>
                  <Value text={value} />
                </li>
              ))}
              {friendlyName !== null && (
                <li class="quiet note">
                  <Value text={name} />
                </li>
              )}
            </ul>
          </FactOf>
        ))}
      </Facts>
      {xml !== null && <XmlText xml={xml} of={kind ?? 'message'} />}
    </Card>
  );
}
