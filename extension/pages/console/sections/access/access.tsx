import { askConnections } from '../../client/calls.ts';
import { ConnectionParts } from '../../parts/connection-parts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { address } from '../../state/address.ts';
import { ByValue } from './by-value.tsx';
import { Decided } from './decided.tsx';
import { Reviews } from './reviews.tsx';
import { Tables } from './tables.tsx';
import { WhatOpens } from './what-opens.tsx';
import { WhoMay } from './who-may.tsx';
import { Why } from './why.tsx';

const PARTS = [
  ['who', 'Who may what'],
  ['why', 'Why'],
  ['value', 'What a value opens'],
  ['resource', 'What opens it'],
  ['tables', 'Access tables'],
  ['decisions', 'Decisions'],
  ['review', 'Review'],
] as const;

type Part = (typeof PARTS)[number][0];

/** Who may do what, and why, and the other way round; each part has an address of its own. */
export function Access() {
  const connections = useLoaded('connections', askConnections);
  return (
    <>
      <PageHead
        title="Access"
        lead="Who may do what, by which rules, and what of the data they see, by which rows; and which values open what."
      />
      <Loading of={connections} what="the connections">
        {({ connections: all }) => (
          <ConnectionParts section="access" prefixes={all.map(({ prefix }) => prefix)} parts={PARTS}>
            {(connection, part) => (
              <div class="access-part" key={`${connection} ${part}`}>
                <PartOf connection={connection} part={part} />
              </div>
            )}
          </ConnectionParts>
        )}
      </Loading>
    </>
  );
}

function PartOf({ connection, part }: { connection: string; part: Part }) {
  switch (part) {
    case 'who':
      return <WhoMay connection={connection} />;
    case 'why':
      return <Why connection={connection} query={address.value.query} />;
    case 'value':
      return <ByValue connection={connection} query={address.value.query} />;
    case 'resource':
      return <WhatOpens connection={connection} query={address.value.query} />;
    case 'tables':
      return <Tables connection={connection} />;
    case 'decisions':
      return <Decided connection={connection} />;
    case 'review':
      return <Reviews connection={connection} />;
  }
}
