import type { WhatIfAnswer } from '#shared/api/what-if.ts';
import { counted, listed, listFirst, numeral, pluralOf } from '#shared/base/count-words.ts';

/** One kind of effect, a line for each. */
export interface EffectPart {
  readonly title: string;
  readonly tone: 'good' | 'bad' | 'warning' | 'neutral';
  readonly lines: readonly string[];
  /** How many the companion did not tell. */
  readonly left: number;
}

/** Values and rules that a line names. */
const NAMED = 5;

/** In a sentence: how many were looked at, and how many of them gain and lose something. */
export function summaryOf({ sessions, gains, losses, sights, unsure }: WhatIfAnswer): string {
  const { count, gaining, losing, isMore } = sessions;
  if (count === 0) return 'Nobody is logged in now: there is nobody to show it by.';
  const of = `${isMore ? 'the newest ' : ''}${counted(count, 'session')}`;
  const doubt = unsure.length > 0 ? ', as far as sessions can tell' : '';
  if (gaining + losing + sights.count === 0) return `Of ${of} nobody gains or loses anything${doubt}.`;
  // Who sees other data is counted among those who gain and lose.
  const parts = [
    ...(gains.count > 0 ? [`${gaining} ${pluralOf(gaining, 'gains', 'gain')}`] : []),
    ...(losses.count > 0 ? [`${losing} ${pluralOf(losing, 'loses', 'lose')}`] : []),
    ...(sights.count > 0 ? [`${sights.count} ${pluralOf(sights.count, 'sees', 'see')} other data of an app`] : []),
  ];
  return `Of ${of} ${listed(parts)}${doubt}.`;
}

/** Who gains what, who loses what, who sees other data, who would not get in, and what cannot be told. */
export function effectLines(told: WhatIfAnswer): readonly EffectPart[] {
  const { gains, losses, sights, refused, unsure, recorded } = told;
  const parts: readonly EffectPart[] = [
    {
      title: 'Gains',
      tone: 'good',
      lines: grouped(gains.listed).map(gainWords),
      left: gains.count - gains.listed.length,
    },
    {
      title: 'Losses',
      tone: 'bad',
      lines: grouped(losses.listed).map(lossWords),
      left: losses.count - losses.listed.length,
    },
    {
      title: 'Other data',
      tone: 'neutral',
      lines: sights.listed.map(sightWords),
      left: sights.count - sights.listed.length,
    },
    { title: 'Would not get in', tone: 'bad', lines: refused.map(refusedWords), left: 0 },
    recordedPart('Recorded decisions that would be allowed', 'good', recorded.gains),
    recordedPart('Recorded decisions that would be refused', 'bad', recorded.losses),
    { title: 'Not known', tone: 'warning', lines: unsure.map(unsureWords), left: 0 },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

type Grant = WhatIfAnswer['gains']['listed'][number];
type Sight = WhatIfAnswer['sights']['listed'][number];

type Replayed = WhatIfAnswer['recorded']['gains'];

function recordedPart(title: string, tone: EffectPart['tone'], { count, listed: those }: Replayed): EffectPart {
  return { title, tone, lines: those.map(recordedWords), left: count - those.length };
}

function recordedWords({ user, action, resource, by, count, otherwise }: Replayed['listed'][number]): string {
  const why = otherwise === null ? `by ${ruleWords(by)}` : OTHERWISE[otherwise];
  return `${user}: ${action} of ${resource}, ${counted(count, 'time')}; then ${why}`;
}

/** What was decided before, decided again; null: nothing was kept. */
export function recordedSummary({ recorded }: WhatIfAnswer): string | null {
  const { decisions, unknown, gains, losses } = recorded;
  if (decisions === 0) return null;
  const known = decisions - unknown;
  const left = unknown === 0 ? '' : ` Of ${numeral(unknown)} it is not kept what the user carried (decisionValues).`;
  if (known === 0) return `${counted(decisions, 'recorded decision')}.${left}`;
  const same = gains.decisions + losses.decisions === 0 ? 'all would come out the same' : '';
  const other = `${numeral(gains.decisions)} would be allowed instead, and ${numeral(losses.decisions)} refused`;
  return `Of ${counted(known, 'recorded decision')} ${same || other}.${left}`;
}

/** Grants of one user that have the same reason: one line. */
interface GrantGroup extends Pick<Grant, 'user' | 'by' | 'rows' | 'otherwise'> {
  /** `read and exportData of app Sales` */
  readonly what: string;
}

function grouped(grants: readonly Grant[]): readonly GrantGroup[] {
  const groups = Map.groupBy(grants, ({ user, by, rows, otherwise }) => JSON.stringify([user, by, rows, otherwise]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, what: whatOf(group) }];
  });
}

/** Actions of the same resources together. */
function whatOf(grants: readonly Grant[]): string {
  const byThing = Map.groupBy(grants, ({ resource }) => thing(resource));
  const actions = [...byThing].map(([name, those]) => ({ name, actions: listed(those.map(({ action }) => action)) }));
  const byActions = Map.groupBy(actions, (one) => one.actions);
  return [...byActions]
    .map(
      ([words, those]) =>
        `${words} of ${listFirst(
          those.map(({ name }) => name),
          NAMED,
        )}`,
    )
    .join('; ');
}

function gainWords({ user, what, by, rows }: GrantGroup): string {
  return `${user}: ${what}, by ${ruleWords(by)}${rowWords(rows)}`;
}

function lossWords({ user, what, by, otherwise }: GrantGroup): string {
  return `${user}: ${what}, which ${ruleWords(by)} ${pluralOf(by.length, 'allows', 'allow')} now; then ${OTHERWISE[otherwise]}`;
}

const OTHERWISE: Readonly<Record<Grant['otherwise'], string>> = {
  'no-rule': 'no rule does',
  'no-row': 'no row of the access table applies',
  'nothing-given': 'the rows that apply give nothing of a field',
  'values-absent': 'the data has nothing of what the rows give',
  'no-login': 'there is no login',
  'no-resource': 'it is not there',
};

function sightWords({ user, resource, fields, shown, hidden, rowsBefore, rowsAfter }: Sight): string {
  const parts = [
    ...fields.flatMap(({ field, gained, lost }) => [
      ...(gained.length > 0 ? [`also ${field} ${listFirst(gained, NAMED)}`] : []),
      ...(lost.length > 0 ? [`no more ${field} ${listFirst(lost, NAMED)}`] : []),
    ]),
    ...(shown.length > 0 ? [`also the fields ${listFirst(shown, NAMED)}`] : []),
    ...(hidden.length > 0 ? [`no more the fields ${listFirst(hidden, NAMED)}`] : []),
  ];
  return `${user}: ${thing(resource)}, ${parts.join('; ')} (rows ${rowList(rowsBefore)} now, then ${rowList(rowsAfter)})`;
}

function refusedWords({ user, from, to, reason }: WhatIfAnswer['refused'][number]): string {
  return `${user}: the row from ${from} to ${to}: ${reason}`;
}

const UNSURE: Readonly<Record<WhatIfAnswer['unsure'][number]['why'], string>> = {
  'not-kept': 'what comes was not taken before, so no session has kept it',
  'left-out': 'what was left out at the login is not in the session',
  nested: 'a session has kept the text of a NameID, and no more of it',
};

function unsureWords({ from, to, why, sessions }: WhatIfAnswer['unsure'][number]): string {
  return `What the row from ${from} to ${to} gives to ${counted(sessions, 'session')}: ${UNSURE[why]}`;
}

function thing({ kind, name }: Grant['resource']): string {
  return `${kind} ${name}`;
}

function ruleWords(by: readonly string[]): string {
  return listFirst(
    by.map((rule) => `“${rule}”`),
    NAMED,
  );
}

function rowWords(rows: readonly number[]): string {
  return rows.length === 0 ? '' : `, rows ${rowList(rows)}`;
}

function rowList(rows: readonly number[]): string {
  return rows.length === 0 ? 'none' : listFirst(rows.map(String), NAMED);
}
