import type { ConnectionDetails } from '#shared/api/connections.ts';
import { askConnection, askConnections } from '../../client/calls.ts';
import { ConnectionParts } from '../../parts/connection-parts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
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

type Part = (typeof PARTS)[number][0];

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
        {({ connections: all }) => (
          <ConnectionParts section="rules" prefixes={all.map(({ prefix }) => prefix)} parts={PARTS}>
            {(prefix, part) => <OfConnection key={prefix} prefix={prefix} part={part} />}
          </ConnectionParts>
        )}
      </Loading>
    </>
  );
}

function OfConnection({ prefix, part }: { prefix: string; part: Part }) {
  const loaded = useLoaded(`connection ${prefix}`, () => askConnection(prefix));
  return (
    <Loading of={loaded} what="the rules">
      {(details) => <Parts details={details} part={part} onReload={loaded.reload} />}
    </Loading>
  );
}

interface PartsProps {
  details: ConnectionDetails;
  part: Part;
  onReload: () => void;
}

/** What is being edited stays while one looks at another part. */
function Parts({ details, part, onReload }: PartsProps) {
  const draft = useRulesDraft(details);
  switch (part) {
    case 'edit':
      return <RulesEditor details={details} draft={draft} onReload={onReload} />;
    case 'tests':
      return <Trials prefix={details.prefix} draft={draft} />;
    case 'exchange':
      return <Exchange prefix={details.prefix} draft={draft} />;
    case 'history':
      return <RuleVersions details={details} draft={draft} />;
  }
}
