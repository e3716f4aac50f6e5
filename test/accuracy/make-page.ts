import { COLUMNS } from './columns.ts';
import { KINDS } from './kinds/all-kinds.ts';
import type { Measured, MeasuredCell } from './measure.ts';

/** The page that tells how much is told right: `docs/accuracy.md`. */
export function makePage(measured: Measured): string {
  return [
    '<!-- Written by `npm run accuracy` from `test/accuracy`. Not to be edited. -->',
    '',
    '# How often the verdict is right',
    '',
    ...numbers(measured),
    ...METHOD,
    '## The matrix',
    '',
    'Kinds of failure down, who played across: identity provider and service provider. ✓ the cause is named first, what happened and who must act are right; ○ the same, and the receiver let the user in in spite of it, which is said as well; ✗ something of it is wrong; an empty cell was not played.',
    '',
    ...columnLegend(),
    ...[...KINDS].flatMap(([topic, kinds]) => matrix(topic, kinds, measured)),
    ...confusion(measured),
    ...outcomes(measured),
    ...owners(measured),
  ].join('\n');
}

const METHOD = [
  '## How it is measured',
  '',
  'Every recording was made by the products themselves, as they are, over real HTTP: `npm run recordings` starts them, plants one thing, lets a user log in or out, and writes down every exchange. An SP is asked afterwards whether it let the user in, so what happened is known and not guessed. What the IdP issues otherwise is signed anew by xmlsec1 with its own key, so the rest of the message is sound. Clocks are those of the servers. What browsers refuse or bring about is played by Chromium and Firefox, over https, and recorded by our own panel in their developer tools.',
  '',
  'What is expected stands in `test/accuracy/kinds`, one entry for each kind, written by who planted it: which first findings name the cause, who can mend it, what happened. Each recording is then inspected once, by the function that the command and the panel use, with the metadata of both sides and nothing else. `test/accuracy/recordings.test.ts` demands all of it of every recording, and that this page is current. To look at one: `zcat test/accuracy/recordings/samlp-node-saml/sp-clock-behind.json.gz | npm run -s cli -- inspect -`.',
  '',
  '## What it does not show',
  '',
  '- It is no sample of what happens in the world: the kinds were chosen by those who built the product, and so were the products that play. How often each kind happens is not weighed.',
  '- What was told wrong when a recording was made was then mended, in its kind. So the numbers say that nothing of this is told wrong any more; what they would be for logins that nobody here has seen they do not say. As the product was before anything was mended by them, of 499 of these recordings it named the cause first in 419 (83.9 %), and was right about what happened in 483 (96.7 %) and about who must act in 464 (92.9 %); of the healthy ones it blamed none.',
  '- One thing is wrong at a time. Where several are, one is named first and the others stand behind it.',
  '- Where several sides could be the ones who have to act and nothing recorded tells which, each of them counts as right; so does each finding that names the cause. Both are in the tables of the kinds.',
  '- What a browser’s developer tools do not tell nobody can read off a recording: Firefox tells of a connection that was closed, or that TLS kept from being, neither a status nor an error (the report then says that the answer was not recorded), so those kinds are played by Chromium alone; of a page whose form leads from https to plain http Chromium keeps no text once it has put its own warning in its place, so that kind is not played; a recording in which Chromium left out Set-Cookie of a redirect was made again.',
  '- Without the metadata of both sides less can be told, and the report says what to get.',
  '',
];

function numbers({ planted, healthy }: Measured): readonly string[] {
  const share = (count: number, of: number) =>
    `${count} of ${of} (${of === 0 ? 0 : Math.floor((1000 * count) / of) / 10} %)`;
  const count = (test: (cell: MeasuredCell) => boolean) => share(planted.filter(test).length, planted.length);
  const alarms = healthy.filter(({ told }) => told.failed);
  const warned = healthy.filter(({ told }) => !told.failed && told.problems.length > 0);
  const taken = planted.filter(({ cell }) => !cell.minded).length;
  return [
    `${planted.length} recorded logins and logouts with one planted cause each (${kindCount(planted)} kinds, ${COLUMNS.length} columns; in ${taken} of them the receiver did not mind), and ${healthy.length} with which nothing is wrong.`,
    '',
    '| | |',
    '| --- | --- |',
    `| the planted cause is the first finding | ${count(({ isNamed }) => isNamed)} |`,
    `| what happened is right (succeeded, refused, broken off) | ${count(({ isOutcomeRight }) => isOutcomeRight)} |`,
    `| who must act is right | ${count(({ isOwnerRight }) => isOwnerRight)} |`,
    `| healthy recordings with an error, or said to have failed | ${share(alarms.length, healthy.length)} |`,
    `| healthy recordings with a warning | ${share(warned.length, healthy.length)} |`,
    '',
  ];
}

function kindCount(planted: readonly MeasuredCell[]): number {
  return new Set(planted.map(({ kind }) => kind.code)).size;
}

function columnLegend(): readonly string[] {
  const rows = COLUMNS.map(({ idp, sp, client }, at) => `| ${at + 1} | ${idp} | ${sp} | ${client} |`);
  return [
    '| | identity provider | service provider | user agent and recorder |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function matrix(topic: string, kinds: readonly MeasuredCell['kind'][], { planted }: Measured): readonly string[] {
  const rows = kinds.map(({ code, what }) => {
    const marks = COLUMNS.map((column) =>
      mark(planted.find(({ cell, kind }) => kind.code === code && cell.column === column.code)),
    );
    return `| ${what} | ${marks.join(' | ')} |`;
  });
  const head = COLUMNS.map((_, at) => at + 1).join(' | ');
  return [`### ${topic}`, '', `| | ${head} |`, `| --- |${' --- |'.repeat(COLUMNS.length)}`, ...rows, ''];
}

function mark(found: MeasuredCell | undefined): string {
  if (found === undefined) return '';
  if (!found.isNamed || !found.isOutcomeRight || !found.isOwnerRight) return '✗';
  return found.cell.minded ? '✓' : '○';
}

/** Sparse: a row for each pair that there is. */
function confusion({ planted }: Measured): readonly string[] {
  const pairs = Map.groupBy(planted, ({ kind, told }) => `${kind.causes[0]}\n${told.cause}`);
  const rows = [...pairs].toSorted(byText).map(([pair, cells]) => {
    const [expected = '', told = ''] = pair.split('\n');
    const right = cells.filter(({ isNamed }) => isNamed).length;
    const kinds = [...new Set(cells.map(({ kind }) => kind.code))];
    return `| ${code(expected)} | ${code(told)} | ${cells.length} | ${cells.length - right} | ${kinds.join(', ')} |`;
  });
  return [
    '## Expected against told',
    '',
    'The confusion matrix, without its empty cells: the cause that is expected first of all, the one that was told, how often, and how often that was wrong. `says` is a refusal of which the words were understood, `refused` one of which the reason was.',
    '',
    '| expected | told | recordings | wrong | kinds |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function outcomes({ planted, healthy }: Measured): readonly string[] {
  const all = [
    ...planted.map(({ cell, kind, told, isOutcomeRight }) => {
      const wanted: string = cell.minded ? kind.outcomes[0] : 'succeeded';
      return [isOutcomeRight ? told.outcome : wanted, told.outcome] as const;
    }),
    ...healthy.map(({ told }) => ['succeeded', told.outcome] as const),
  ];
  return ['### What happened', '', ...square(all, ['succeeded', 'refused', 'broken-off', 'unknown'])];
}

function owners({ planted }: Measured): readonly string[] {
  const all = planted.map(({ kind, told, isOwnerRight }) => {
    return [isOwnerRight ? `${told.owner}` : kind.owners[0], told.owner ?? 'nobody'] as const;
  });
  return ['### Who must act', '', ...square(all, ['idp', 'sp', 'network', 'browser', 'user', 'publisher', 'nobody'])];
}

/** Expected down, told across; names that never come are left out. */
function square(
  pairs: readonly (readonly [expected: string, told: string])[],
  names: readonly string[],
): readonly string[] {
  const there = names.filter((name) => pairs.some((pair) => pair.includes(name)));
  const count = (one: string, other: string) =>
    pairs.filter(([expected, told]) => expected === one && told === other).length;
  const rows = there.map((one) => `| ${one} | ${there.map((other) => count(one, other) || '').join(' | ')} |`);
  return [`| expected, told | ${there.join(' | ')} |`, `| --- |${' --- |'.repeat(there.length)}`, ...rows, ''];
}

function byText([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function code(text: string): string {
  return `\`${text}\``;
}
