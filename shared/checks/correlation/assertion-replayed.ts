import type { CheckContext } from '#shared/checks/engine/context.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import { idAttributeOf } from '#shared/saml/id-attribute.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** No message or assertion comes a second time: the back button, a reload, or a theft. */
export const assertionReplayed = defineCheck({
  code: 'assertion-replayed',
  rank: 350,
  owner: 'user',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.5',
  profile: 'web-sso',
  brings: ['response-stale', 'in-response-to-unknown', 'cookie-not-sent', 'answered-in-other-tab'],
  appliesTo: ['Response', 'Response11', 'LogoutRequest'],
  variants: ['ok', 'response', 'assertion', 'logout-request'],
  run: (context) => {
    const { message } = context.subject;
    const ids = idsBefore(context);
    const evidence = { at: message.element, attribute: idAttributeOf(message.element), received: message.id };
    if (message.id !== null && ids.has(`${message.kind} ${message.id}`)) {
      return [fail(message.kind === 'LogoutRequest' ? 'logout-request' : 'response', evidence)];
    }
    const again = context.assertions.find(({ id }) => id !== null && ids.has(`Assertion ${id}`));
    if (again === undefined) return [pass('ok', evidence)];
    return [fail('assertion', { at: again.element, attribute: idAttributeOf(again.element), received: again.id })];
  },
});

/** Kind and ID of what came before. */
function idsBefore({ subject }: CheckContext): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { message } of subject.earlier) {
    if (message.id !== null) ids.add(`${message.kind} ${message.id}`);
    for (const { id } of assertionsOf(message)) if (id !== null) ids.add(`Assertion ${id}`);
  }
  return ids;
}
