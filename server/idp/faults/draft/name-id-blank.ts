import { changeAssertions } from '../engine/change-assertions.ts';
import { defineFault } from '../engine/define-fault.ts';

/** A NameID may be left out, but one that is there names somebody. */
export const nameIdBlank = defineFault({
  code: 'name-id-blank',
  stage: 'draft',
  clause: 'saml-core 1.3.1',
  title: 'The NameID is blank',
  does: 'The NameID is there and holds a space. Who takes it has one account for everybody whose name was lost on the way.',
  expected: 'refuse',
  finding: 'nameid-missing',
  change: (draft) =>
    changeAssertions(draft, ({ subject, ...assertion }) => {
      const nameId = subject?.nameId && { ...subject.nameId, value: ' ' };
      return { ...assertion, subject: subject && { ...subject, nameId: nameId ?? null } };
    }),
});
