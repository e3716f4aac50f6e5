import { Empty } from '../../../../kit/empty.tsx';
import { askConnections } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { address, goTo, pathOf } from '../../state/address.ts';
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
        {({ connections: all }) => <OfConnections prefixes={all.map(({ prefix }) => prefix)} />}
      </Loading>
    </>
  );
}

function OfConnections({ prefixes }: { prefixes: readonly string[] }) {
  const [chosen = prefixes[0], name = 'who'] = address.value.rest;
  const part = PARTS.find(([known]) => known === name)?.[0] ?? null;
  if (chosen === undefined) return <Empty level={2} title="There is no connection" />;
  return (
    <>
      {prefixes.length > 1 && (
        <SelectField
          label="Connection"
          value={chosen}
          options={prefixes.map((prefix) => [prefix, prefix] as const)}
          onChange={(prefix) => goTo(pathOf('access', [prefix, name]))}
        />
      )}
      <nav class="parts" aria-label="Parts of access">
        <ul>
          {PARTS.map(([known, word]) => (
            <li key={known}>
              <Link href={pathOf('access', [chosen, known])} current={known === part}>
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {part === null ? (
        <Empty level={2} title="No part of access has this address">
          <p>Choose one above.</p>
        </Empty>
      ) : (
        <div class="access-part" key={`${chosen} ${part}`}>
          <PartOf connection={chosen} part={part} />
        </div>
      )}
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
