import { fine, type WordTable } from './word-table.ts';

/** Words of the checks of attributes. */
export const ATTRIBUTE_WORDS: WordTable = {
  'attribute-joined-list': {
    joined: {
      title:
        'The attribute {name} has {count} values joined into one text by “{separator}”. A rule for one of them will not match.',
      fix: 'Have the IdP send one AttributeValue for each. If it cannot, split the value in the attribute map.',
    },
  },
  'attribute-group-guids': {
    guids: {
      title: 'The attribute {name} has directory object identifiers ({received}), not names.',
      fix: 'Map them to names in the connection (values), or have the IdP send names.',
    },
  },
  'attribute-group-overage': {
    link: {
      title: 'The user has too many groups: Entra ID sent a link instead of them.',
      fix: 'In the enterprise application set “Groups assigned to the application” as group claims, or filter them, so that at most 150 remain.',
    },
  },
  'attribute-required-missing': {
    ok: fine('The attribute {name} came.'),
    missing: {
      title: 'The required attribute {name} did not come. The IdP sent: {received}.',
      fix: 'Have the IdP send it to this SP, or correct the name in the attribute map: it is compared character by character.',
    },
    'no-value': {
      title: 'The required attribute {name} came without a value.',
      fix: 'The user’s record at the IdP lacks it: fill it there.',
    },
    case: {
      title: 'The required attribute {name} did not come, but {alike} did: they differ in upper and lower case.',
      fix: 'Correct the name in the attribute map: it is compared character by character.',
    },
    'short-name': {
      title: 'The required attribute {name} did not come, but {alike} did: one is the short form of the other.',
      fix: 'Put the full name that the IdP sends into the attribute map.',
    },
  },
};
