import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { AccessMatrix, ExplainedAccess } from '#shared/api/decisions.ts';
import { RULE_ACTIONS, type RuleAction } from '#shared/rules/actions.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askAccess, explainAccess } from '../../client/access-calls.ts';
import type { Failure } from '../../client/answer.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { Loading } from '../../parts/loading.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { AttributesField } from './attributes-field.tsx';
import { resourceWords } from './grants.tsx';
import { SOURCES } from './sources.ts';

interface WhyProps {
  connection: string;
  query: URLSearchParams;
}

/** Whether somebody may do something, and why: by rule and by row, or what would have to be otherwise. */
export function Why({ connection, query }: WhyProps) {
  const matrix = useLoaded(`access ${connection}`, () => askAccess(connection, null));
  return (
    <Loading of={matrix} what="streams and apps">
      {({ resources }) =>
        resources.length === 0 ? (
          <p class="quiet">This connection has neither streams nor apps.</p>
        ) : (
          <Question connection={connection} user={query.get('user') ?? ''} resources={resources} />
        )
      }
    </Loading>
  );
}

interface QuestionProps {
  connection: string;
  user: string;
  resources: AccessMatrix['resources'];
}

function Question({ connection, user: first, resources }: QuestionProps) {
  const [user, setUser] = useState(first);
  const [attributes, setAttributes] = useState('');
  const [index, setIndex] = useState('0');
  const [action, setAction] = useState<RuleAction>('read');
  const [told, setTold] = useState<ExplainedAccess | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const resource = resources[Number(index)];
    if (resource === undefined) return;
    const { kind, id } = resource;
    const answer = await explainAccess({ connection, user, attributes, kind, id, action });
    setFailure(answer.ok ? null : answer.failure);
    setTold(answer.ok ? answer.value : null);
  };
  return (
    <div class="stack">
      <search class="card">
        <form class="form" onSubmit={(event) => void submit(event)}>
          <div class="search-fields">
            <TextField label="User" value={user} onChange={setUser} required hint="DIRECTORY\user" />
            <SelectField
              label="Stream or app"
              value={index}
              options={resources.map((one, at) => [String(at), resourceWords(one)] as const)}
              onChange={setIndex}
            />
            <SelectField
              label="Action"
              value={action}
              options={RULE_ACTIONS.map((name) => [name, name] as const)}
              onChange={setAction}
            />
          </div>
          <AttributesField value={attributes} onChange={setAttributes} />
          <div class="card-actions">
            <button type="submit" class="button primary">
              Why?
            </button>
          </div>
        </form>
      </search>
      {failure !== null && <FailureNote failure={failure} />}
      <div role="status">{told !== null && <Told told={told} />}</div>
    </div>
  );
}

function Told({ told: { source, isOpen, words, by, closed } }: { told: ExplainedAccess }) {
  return (
    <div class="cards">
      <Card title={isOpen ? 'Yes' : 'No'} level={2}>
        <p class="strong">
          <Value text={words} first={1000} />
        </p>
        <p class="quiet">{SOURCES[source]}</p>
      </Card>
      {by.length > 0 && (
        <Card title="Rules that allow it" level={2}>
          {by.map(({ rule, words: why }) => (
            <RuleLine key={rule} rule={rule} why={why} />
          ))}
        </Card>
      )}
      {by.length === 0 && (
        <Card title="Rules that could have allowed it" level={2}>
          {closed.length === 0 && <p class="quiet">There is none for such a thing and this action.</p>}
          {closed.map(({ rule, about, words: why, change }, at) => (
            <RuleLine key={at} rule={`${rule}, asked about ${about}`} why={why}>
              <p>
                {change === null ? (
                  'No change of attributes would make it true.'
                ) : (
                  <Value text={`Least change: ${change}`} />
                )}
              </p>
            </RuleLine>
          ))}
        </Card>
      )}
    </div>
  );
}

interface RuleLineProps {
  rule: string;
  why: string;
  children?: ComponentChildren;
}

function RuleLine({ rule, why, children }: RuleLineProps) {
  return (
    <div class="row-main">
      <p class="strong">
        <Value text={rule} />
      </p>
      <p class="quiet">
        <Value text={why} first={1000} />
      </p>
      {children}
    </div>
  );
}
