import { fine, type WordTable } from './word-table.ts';

const CONDITION =
  'Have the IdP leave it out for this SP. A receiver that does not know it must refuse the assertion, whatever else is right.';

/** Words of the checks of what a reader must understand, and of what the schema demands. */
export const SCHEMA_WORDS: WordTable = {
  'condition-unknown': {
    ok: fine('Every condition is one of the standard’s.'),
    element: {
      title:
        'The assertion has a condition that is not known here, {received} (namespace {namespace}): whether it holds nobody can say.',
      fix: CONDITION,
    },
    type: {
      title:
        'The assertion has a condition of a type that is not known here, {element} as {received}: whether it holds nobody can say.',
      fix: CONDITION,
    },
  },
};
