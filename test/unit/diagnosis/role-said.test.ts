import { expect, it } from 'vitest';
import { recordLogin } from '#test/fixtures/recording.ts';
import { answering, change, reportOf, world } from '../checks/flows/kit.ts';

const SAID = [
  'User not a member of one of the required organizations',
  'You are not a member of any of the allowed groups.',
  'user is not a member of the team that this application is for',
];
const no = (text: string) => ({ status: 403, redirectUrl: null, responseText: `<p>${text}</p>` });

it.each(SAID)('“%s” is about groups, which came joined into one text', async (said) => {
  const joined = await answering((xml) =>
    xml.replace(
      /<saml:AttributeValue>Sales<[\s\S]*Zoë<\/saml:AttributeValue>/,
      () => '<saml:AttributeValue>Sales|Ops|Admins</saml:AttributeValue>',
    ),
  );
  const { findings } = await reportOf(change(joined, 'a-3', no(said)));
  expect(findings[0]).toMatchObject({ because: { code: 'attribute-joined-list' }, owner: 'idp' });
  const [plain] = (await reportOf(change(await recordLogin(world), 'a-3', no(said)))).findings;
  expect(plain).toMatchObject({ code: 'receiver-refused', facts: { topic: 'role' } });
});

it('of an account it is about the account', async () => {
  const said = no('You are not a member yet. Ask for an invitation.');
  const [first] = (await reportOf(change(await recordLogin(world), 'a-3', said))).findings;
  expect(first).toMatchObject({ facts: { topic: 'user-not-provisioned' } });
});
