import type { ComponentChildren } from 'preact';
import { Empty } from '../../../kit/empty.tsx';
import { address, goTo, pathOf } from '../state/address.ts';
import { Link } from './link.tsx';
import { SelectField } from './select-field.tsx';

interface Props<Part extends string> {
  /** The section, as its address has it. */
  section: Parameters<typeof pathOf>[0];
  prefixes: readonly string[];
  /** Name in the address and word, the first being where one begins. */
  parts: readonly (readonly [Part, string])[];
  children: (connection: string, part: Part) => ComponentChildren;
}

/** A section of which each connection has parts with addresses of their own: which connection, which part, and that. */
export function ConnectionParts<Part extends string>({ section, prefixes, parts, children }: Props<Part>) {
  const [chosen = prefixes[0], name = parts[0]?.[0] ?? ''] = address.value.rest;
  const part = parts.find(([known]) => known === name)?.[0] ?? null;
  if (chosen === undefined) return <Empty level={2} title="There is no connection" />;
  return (
    <>
      {prefixes.length > 1 && (
        <SelectField
          label="Connection"
          value={chosen}
          options={prefixes.map((prefix) => [prefix, prefix] as const)}
          onChange={(prefix) => goTo(pathOf(section, [prefix, name]))}
        />
      )}
      <nav class="parts" aria-label={`Parts of ${section}`}>
        <ul>
          {parts.map(([known, word]) => (
            <li key={known}>
              <Link href={pathOf(section, [chosen, known])} current={known === part}>
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {part === null ? (
        <Empty level={2} title={`No part of ${section} has this address`}>
          <p>Choose one above.</p>
        </Empty>
      ) : (
        children(chosen, part)
      )}
    </>
  );
}
