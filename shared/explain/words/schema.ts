import { fine, type WordTable } from './word-table.ts';

const PRODUCT_FAULT = 'This is a fault in the product that sent it.';
const CONDITION =
  'Have the IdP leave it out for this SP. A receiver that does not know it must refuse the assertion, whatever else is right.';

/** Words of the checks of what a reader must understand, and of what the schema demands. */
export const SCHEMA_WORDS = {
  'schema-violated': {
    ok: fine('Everything that is read has the content that the schema gives it.'),
    'attribute-missing': {
      title: 'The {parent} has no {name}, which it must have.',
      fix: PRODUCT_FAULT,
    },
    'attribute-unexpected': {
      title:
        'The {parent} has an attribute {name}, which SAML does not know there: whoever wrote it meant something that no reader keeps.',
      fix: `Look at its spelling, upper and lower case included. ${PRODUCT_FAULT}`,
    },
    missing: { title: 'The {parent} has no {name}, which it must have.', fix: PRODUCT_FAULT },
    'nothing-said': {
      title: 'The {parent} names neither a class nor a declaration: how the user was authenticated is not said.',
      fix: `It must have AuthnContextClassRef, or a declaration. ${PRODUCT_FAULT}`,
    },
    repeated: {
      title:
        'The {parent} has {name} more than once, or beside what stands for it: one reader takes the first, another the last.',
      fix: 'A fault in the product that sent it, or an attack. A receiver must refuse it.',
    },
    order: {
      title:
        'In the {parent}, {name} stands behind what has to come after it. Readers that check the schema refuse that, and others may find another {name} first.',
      fix: PRODUCT_FAULT,
    },
    unexpected: {
      title: 'The {parent} holds {name}, which has no place in it. Readers that check the schema refuse that.',
      fix: `What is not standard belongs into Extensions, Advice or an attribute. ${PRODUCT_FAULT}`,
    },
  },
  'encoding-doubtful': {
    ok: fine('The bytes are one text to every reader.'),
    'mark-missing': {
      title: 'The message is {received} without a byte order mark: readers of XML must refuse it.',
      fix: `Have it sent in UTF-8. ${PRODUCT_FAULT}`,
    },
    'mark-again': {
      title: 'The message begins with two byte order marks: only the first is one, and then no XML may follow.',
      fix: `Something put a mark in front of a text that had one. ${PRODUCT_FAULT}`,
    },
    declaration: {
      title: 'The XML declaration says {received}, but the bytes are {expected}: readers of XML must refuse that.',
      fix: `Have it declared as what it is, best UTF-8. ${PRODUCT_FAULT}`,
    },
  },
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
} satisfies WordTable;
