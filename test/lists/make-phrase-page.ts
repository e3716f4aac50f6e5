import { ALL_PHRASES } from '#shared/phrases/all-phrases.ts';
import type { Phrase } from '#shared/phrases/engine/phrase.ts';

const OWNERS: Readonly<Record<Phrase['owner'], string>> = {
  idp: 'identity provider',
  sp: 'service provider',
  network: 'network',
  browser: 'browser',
  user: 'user',
  publisher: 'publisher of the metadata',
};

/** The page that shows the book to people: each product in alphabetical order, its phrases as the book has them. */
export function makePhrasePage(): readonly [path: string, text: string] {
  const products = Map.groupBy(ALL_PHRASES, ({ product }) => product);
  const names = [...products.keys()].toSorted((one, other) => one.localeCompare(other, 'en'));
  const head = [
    '<!-- Written by `npm run checks:list` from `shared/phrases/books`. Not to be edited. -->',
    '',
    '# What products say when they turn somebody away',
    '',
    `${ALL_PHRASES.length} codes and sentences of ${names.length} products and libraries: what is meant, who must act, what to change. The inspector looks for them in what the receiver of a message answered. \`{}\` stands for what differs each time. Each links to where it stands in public.`,
    '',
  ];
  return ['docs/phrases.md', [...head, ...names.flatMap((name) => section(name, products.get(name) ?? []))].join('\n')];
}

function section(product: string, phrases: readonly Phrase[]): readonly string[] {
  const rows = phrases.map(({ says, owner, means, fix, source }) => {
    const link = source.startsWith('https://') || source.startsWith('http://') ? source : `../${source}`;
    return `| [${cell(says)}](${link}) | ${cell(means)} | ${OWNERS[owner]} | ${cell(fix)} |`;
  });
  return [
    `## ${product}`,
    '',
    '| it says | which means | who must act | what to change |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

/** Text that stays text in a table of Markdown. */
function cell(text: string): string {
  return text.replace(/[\\|[\]<>`*_]/g, '\\$&');
}
