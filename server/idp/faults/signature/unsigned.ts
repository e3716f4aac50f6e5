import { defineFault } from '../engine/define-fault.ts';

/** Anybody could have written it. */
export const unsigned = defineFault({
  code: 'unsigned',
  stage: 'signature',
  clause: 'saml-profiles 4.1.4.5',
  title: 'Nothing is signed',
  does: 'Neither the Response nor the assertion has a signature. By POST one of them must: the browser that brings it could have written it.',
  expected: 'refuse',
  finding: 'signature-missing',
  sign: ({ xml }) => Promise.resolve(xml),
});
