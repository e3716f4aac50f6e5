import { writeFile } from 'node:fs/promises';
import { makePage } from './make-page.ts';
import { measure } from './measure.ts';

// `npm run accuracy`: inspects every recording and writes down how much was told right.
const measured = await measure();
const wrong = measured.planted.filter(
  ({ isNamed, isOutcomeRight, isOwnerRight }) => !isNamed || !isOutcomeRight || !isOwnerRight,
);
for (const { cell, told } of wrong)
  console.log(
    `${cell.column}/${cell.name}: ${told.cause}, ${told.outcome}, ${told.owner}; ${told.problems.join('; ')}`,
  );
for (const { cell, told } of measured.healthy.filter(
  ({ told }) => told.failed || told.problems.length > 0 || told.outcome !== 'succeeded',
))
  console.log(`${cell.column}/${cell.name}: ${told.outcome}; ${told.problems.join('; ')}`);
console.log(`${measured.planted.length - wrong.length} of ${measured.planted.length} told right`);
await writeFile(new URL('../../docs/accuracy.md', import.meta.url), makePage(measured));
