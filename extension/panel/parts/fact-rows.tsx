import type { ComponentChildren } from 'preact';
import { andMore } from '#shared/base/count-words.ts';
import type { Fact as FactData, FactGroup } from '#shared/explain/facts/fact.ts';
import type { FactId } from '#shared/explain/facts/labels.ts';
import { Card, Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';

/** What people put elsewhere: into a setting, a search, a ticket. */
const COPIED: ReadonlySet<FactId> = new Set<FactId>([
  ...(['issuer', 'destination', 'relay-state', 'name-id', 'session-index', 'acs-url', 'acs-index'] as const),
  ...(['name-id-for', 'idps', 'more-idps', 'on-behalf-of', 'artifact', 'applies-to', 'trust-context'] as const),
  ...(['resource', 'artifact-issuer', 'source-id', 'message-handle', 'source-location', 'as-it-came'] as const),
  ...(['wtrealm', 'wreply', 'wctx', 'audience', 'recipient', 'sha256', 'sha1', 'sp', 'idp', 'endpoint'] as const),
  ...(['contact', 'scopes', 'entity-attribute', 'information', 'privacy'] as const),
]);

/** As many values of one fact are shown. */
const SHOWN = 30;

/** What takes the place of a fact's values, by its id. */
export type Attached = Readonly<Partial<Record<FactId, (fact: FactData) => ComponentChildren>>>;

/** Facts inside a list, each value a row of its own. */
export function FactRows({ facts, attached = {} }: { facts: readonly FactData[]; attached?: Attached }) {
  return (
    <>
      {facts.map((fact, index) => {
        const attach = attached[fact.id];
        return attach === undefined ? <ValueRows key={index} fact={fact} /> : attach(fact);
      })}
    </>
  );
}

function ValueRows({ fact: { id, label, values } }: { fact: FactData }) {
  return (
    <>
      {values.slice(0, SHOWN).map(({ text, note, exact }, index) => (
        <Fact key={index} name={label} value={text} note={note} copy={exact !== null && COPIED.has(id)} />
      ))}
      {values.length > SHOWN && (
        <FactOf name={label}>
          <span class="quiet">{andMore(values.length - SHOWN)}</span>
        </FactOf>
      )}
    </>
  );
}

interface FactCardProps {
  group: FactGroup;
  /** Beside the title. */
  aside?: ComponentChildren;
  attached?: Attached;
  /** Below the facts. */
  children?: ComponentChildren;
}

/** A card of facts. */
export function FactCard({ group: { title, note, facts, groups }, aside, attached = {}, children }: FactCardProps) {
  return (
    <Card title={toVisibleString(title)} aside={aside}>
      {note !== null && <p class="card-note">{toVisibleString(note)}</p>}
      {facts.length > 0 && (
        <Facts>
          <FactRows facts={facts} attached={attached} />
        </Facts>
      )}
      <GroupParts groups={groups} />
      {children}
    </Card>
  );
}

/** Groups below each other inside a card, each under its title. */
export function GroupParts({ groups }: { groups: readonly FactGroup[] }) {
  return (
    <>
      {groups.map(({ title, facts, groups: inner }, index) => (
        <div key={index} class="part">
          <p class="part-head">
            <strong>
              <Value text={title} />
            </strong>
          </p>
          <Facts>
            <FactRows facts={facts} />
          </Facts>
          <GroupParts groups={inner} />
        </div>
      ))}
    </>
  );
}
