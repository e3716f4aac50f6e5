import type { ConnectionDetails } from '#shared/api/connections.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { askConnection, askConnections } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { address, goTo, pathOf } from '../../state/address.ts';
import { Exchange } from './exchange.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { Trials } from './trials.tsx';
import { useRulesDraft } from './use-rules-draft.ts';
import { RuleVersions } from './versions.tsx';

const PARTS = [
  ['edit', 'Edit'],
  ['tests', 'Tests'],
  ['exchange', 'Import and export'],
  ['history', 'History'],
] as const;

/** The rules of each connection: edited with what that would come to, tested, imported, taken back. */
export function Rules() {
  const connections = useLoaded('connections', askConnections);
  return (
    <>
      <PageHead
        title="Rules"
        lead="Who may do what with streams and apps. Nothing is allowed by default; one rule that is true is enough."
      />
      <Loading of={connections} what="the connections">
        {({ connections: all }) => <OfConnections prefixes={all.map(({ prefix }) => prefix)} />}
      </Loading>
    </>
  );
}

function OfConnections({ prefixes }: { prefixes: readonly string[] }) {
  const [chosen = prefixes[0], part = 'edit'] = address.value.rest;
  if (chosen === undefined) return <Empty level={2} title="There is no connection" />;
  return (
    <>
      {prefixes.length > 1 && (
        <SelectField
          label="Connection"
          value={chosen}
          options={prefixes.map((prefix) => [prefix, prefix] as const)}
          onChange={(prefix) => goTo(pathOf('rules', [prefix, part]))}
        />
      )}
      <nav class="parts" aria-label="Parts of rules">
        <ul>
          {PARTS.map(([name, word]) => (
            <li key={name}>
              <Link href={pathOf('rules', [chosen, name])} current={name === part}>
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <OfConnection key={chosen} prefix={chosen} part={part} />
    </>
  );
}

function OfConnection({ prefix, part }: { prefix: string; part: string }) {
  const loaded = useLoaded(`connection ${prefix}`, () => askConnection(prefix));
  return (
    <Loading of={loaded} what="the rules">
      {(details) => <Parts details={details} part={part} onReload={loaded.reload} />}
    </Loading>
  );
}

interface PartsProps {
  details: ConnectionDetails;
  part: string;
  onReload: () => void;
}

/** What is being edited stays while one looks at another part. */
function Parts({ details, part, onReload }: PartsProps) {
  const draft = useRulesDraft(details);
  switch (part) {
    case 'edit':
      return <RulesEditor details={details} draft={draft} onReload={onReload} />;
    case 'tests':
      return <Trials draft={draft} />;
    case 'exchange':
      return <Exchange prefix={details.prefix} draft={draft} />;
    case 'history':
      return <RuleVersions details={details} draft={draft} />;
    default:
      return (
        <Empty level={2} title="No part of rules has this address">
          <p>Choose one above.</p>
        </Empty>
      );
  }
}
