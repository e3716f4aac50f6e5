import { expect, test } from 'vitest';
import { expectCauses, findingsOf } from './scenario.ts';
import { asAdFsSigns, SIGNATURES } from './signatures.ts';

expectCauses(SIGNATURES);

test('5: lower-case escapes that arrive as they were signed (AD FS) are nothing to complain of', async () => {
  const found = await findingsOf(await asAdFsSigns());
  expect(found.map(({ code }) => code).filter((code) => code.includes('signature'))).toEqual([]);
});
