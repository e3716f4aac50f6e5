import { ATTACK, fine, type WordTable } from './word-table.ts';

const UNSEEN =
  'Clean the user’s record at the IdP. If nobody typed it there, treat it as an attempt to pass for somebody else.';

/** Words of the checks of attributes. */
export const ATTRIBUTE_WORDS = {
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
    overage: {
      title:
        'The required attribute {name} did not come: the user has too many groups, and Entra ID sent a link (groups.link) instead of them.',
      fix: 'In the enterprise application set “Groups assigned to the application” as group claims, or filter them, so that at most 150 remain.',
    },
    'no-value': {
      title: 'The required attribute {name} came without a value.',
      fix: 'The user’s record at the IdP lacks it: fill it there.',
    },
    blank: {
      title: 'The required attribute {name} came, but with nothing except empty values or white space.',
      fix: 'The user’s record at the IdP lacks it: fill it there.',
    },
    dropped: {
      title: 'The required attribute {name} came, but the attribute map leaves all of its values out.',
      fix: 'Add the values to the map (values), correct its pattern (extract), or have the IdP give the user one that the map knows.',
    },
    spaces: {
      title: 'The required attribute {name} did not come by that name: “{alike}” did, with white space around it.',
      fix: 'Take the white space out of the name at the IdP. The attribute map compares names character by character.',
    },
    case: {
      title: 'The required attribute {name} did not come, but {alike} did: they differ in upper and lower case.',
      fix: 'Correct the name in the attribute map: it is compared character by character.',
    },
    scheme: {
      title: 'The required attribute {name} did not come, but {alike} did: they differ in http and https.',
      fix: 'Write {alike} into the attribute map (from), or correct the name at the IdP: such a name is no address, and is compared character by character.',
    },
    'short-name': {
      title: 'The required attribute {name} did not come, but {alike} did: one is the short form of the other.',
      fix: 'Put the full name that the IdP sends into the attribute map.',
    },
    same: {
      title:
        'The required attribute {name} did not come by that name, but as {alike}: these are two names of one attribute.',
      fix: 'Write {alike} into the attribute map (from): names are compared character by character. Or have the IdP send {name} as its name or FriendlyName.',
    },
    'name-format': {
      title: 'The required attribute {name} came with the NameFormat {alike}, and the attribute map asks for another.',
      fix: 'Correct nameFormat in the attribute map, or leave it out; or have the IdP send the other format.',
    },
    'name-kind': {
      title:
        'The required attribute {name} came as a {alike}, and the attribute map asks for the other of Name and FriendlyName.',
      fix: 'Correct by in the attribute map, or leave it out: then Name is tried first, and FriendlyName after it.',
    },
  },
  'attribute-value-refused': {
    'split-several': {
      title:
        'The attribute {name} came with {count} values, and the attribute map splits one: what a list in a list means nobody can say.',
      fix: 'Take split out of the attribute map: the IdP sends one AttributeValue for each already.',
    },
    unmatched: {
      title: 'The pattern of the attribute map does not match a value of {name}, and the map refuses that: {value}.',
      fix: 'Correct extract in the attribute map, or say with unmatched that such values are kept or left out.',
    },
    spaced: {
      title:
        'A value of {name} is in the value map but for the white space around it, and the map refuses what it does not have: “{value}”.',
      fix: 'Take the white space out of the user’s record at the IdP: values are compared character by character.',
    },
    unmapped: {
      title: 'A value of {name} is not in the value map, and the map refuses that: {value}.',
      fix: 'Add it to the map (values), or say with unmapped that such values are kept or left out.',
    },
  },
  'attribute-value-spaced': {
    around: {
      title:
        'A value of {name} begins or ends with white space: {received}. It is kept, and is another value than the one without.',
      fix: 'Clean the user’s record at the IdP: a rule for the value without the white space does not match.',
    },
  },
  'attribute-name-prototype': {
    name: {
      title: 'An attribute is named {received}, like a part of every JavaScript object.',
      fix: `${ATTACK} An SP must keep attributes in a map or an object without prototype.`,
    },
  },
  'value-unprintable': {
    bidi: {
      title:
        'There is a character that turns the direction of text ({code}) in {element}: it is shown otherwise than it is.',
      fix: UNSEEN,
    },
    control: { title: 'There is a control character ({code}) in {element}.', fix: UNSEEN },
    invisible: {
      title:
        'There is an invisible character ({code}) in {element}: it looks like another value and is not equal to it.',
      fix: UNSEEN,
    },
  },
  'value-html': {
    markup: {
      title: 'There is markup in {element}: {received}.',
      fix: 'A page that shows it unescaped runs it. Clean the user’s record at the IdP, and have the SP escape what it shows.',
    },
  },
  'attribute-empty': {
    'no-value': {
      title: 'The attribute {name} has no value.',
      fix: 'A rule for it never matches. The user’s record at the IdP may lack it.',
    },
    blank: {
      title: 'The attribute {name} has an empty value.',
      fix: 'A rule that asks whether it is there says yes. The user’s record at the IdP may lack it.',
    },
  },
  'attribute-name-repeated': {
    repeated: {
      title: 'The attribute {received} comes more than once: many SPs keep only the last one, or the first.',
      fix: 'Have the IdP send one Attribute with several values.',
    },
    case: {
      title: 'The attributes {expected} and {received} differ in upper and lower case only.',
      fix: 'To some SPs they are one, to others two. Have the IdP send one of them.',
    },
  },
  'attribute-map-near-miss': {
    spaces: {
      title:
        'The map takes {expected}, but the IdP sends “{received}”, with white space around it, so nothing is mapped.',
      fix: 'Take the white space out of the name at the IdP. The attribute map compares names character by character.',
    },
    same: {
      title:
        'The map takes {expected}, but the IdP sends {received}: these are two names of one attribute, and nothing is mapped.',
      fix: 'Write {received} into the attribute map (from): names are compared character by character. Or have the IdP send {expected} as its name or FriendlyName.',
    },
    'name-format': {
      title: 'The map takes {name} with the NameFormat {expected}, but it came with {received}, so nothing is mapped.',
      fix: 'Correct nameFormat in the attribute map, or leave it out.',
    },
    'name-kind': {
      title: 'The map takes {name} as a {expected}, but it came as a {received}, so nothing is mapped.',
      fix: 'Correct by in the attribute map, or leave it out: then Name is tried first, and FriendlyName after it.',
    },
    case: {
      title:
        'The map takes {expected}, but the IdP sends {received}: they differ in upper and lower case, so nothing is mapped.',
      fix: 'Correct the name in the attribute map: it is compared character by character.',
    },
    scheme: {
      title:
        'The map takes {expected}, but the IdP sends {received}: they differ in http and https, so nothing is mapped.',
      fix: 'Write {received} into the attribute map (from), or correct the name at the IdP: such a name is no address, and is compared character by character.',
    },
    'short-name': {
      title:
        'The map takes {expected}, but the IdP sends {received}: one is the short form of the other, so nothing is mapped.',
      fix: 'Put the full name that the IdP sends into the attribute map.',
    },
  },
  'attribute-nested-nameid': {
    nested: {
      title: 'The attribute {name} holds a NameID element, not text: {received}.',
      fix: 'Some SPs make “[object Object]” or nothing of it. Map its inner text, or have the IdP send pairwise-id or subject-id.',
    },
  },
  'attribute-aws-role': {
    ok: fine('The role for AWS is a pair of role and provider.'),
    'provider-missing': {
      title: 'A role for AWS came without its provider, and AWS takes pairs alone: {received}.',
      fix: 'Have the IdP send the ARN of the role and that of the identity provider in AWS, joined by a comma: arn:aws:iam::123456789012:role/Name,arn:aws:iam::123456789012:saml-provider/Name.',
    },
    'role-missing': {
      title: 'A provider for AWS came without a role, and AWS takes pairs alone: {received}.',
      fix: 'Have the IdP send the ARN of the role and that of the identity provider in AWS, joined by a comma: arn:aws:iam::123456789012:role/Name,arn:aws:iam::123456789012:saml-provider/Name.',
    },
    form: {
      title: 'A role for AWS is no pair of the ARNs of a role and of its provider: {received}.',
      fix: 'Have the IdP send one AttributeValue for each pair: arn:aws:iam::123456789012:role/Name,arn:aws:iam::123456789012:saml-provider/Name, each with its account of twelve digits.',
    },
    name: {
      title: 'The attribute of the roles for AWS is misspelt: {received}.',
      fix: 'Have the IdP send it as {expected}: AWS compares names character by character, capitals included.',
    },
  },
  'attribute-role-missing': {
    missing: {
      title: 'The attribute {expected}, which becomes {name}, did not come: the user has no {name}.',
      fix: 'Rules must deny then, not allow. Have the IdP send it, or make it required in the attribute map.',
    },
  },
  'attribute-values-many': {
    many: {
      title: 'The attribute {name} has {count} values: too many for a session that is kept in a cookie (4 KB).',
      fix: 'Send only the groups of this application, or keep sessions on the server.',
    },
  },
  'attribute-statement-missing': {
    none: { title: 'The assertion has no attributes.', fix: 'If the SP needs some, release them to it at the IdP.' },
    'none-for-map': {
      title: 'The assertion has no attributes, and the connection maps some.',
      fix: 'Release them to this SP at the IdP (attribute release, claim rules, mappers).',
    },
  },
  'attribute-encrypted': {
    encrypted: {
      title: 'An attribute is encrypted: its name and values are not known.',
      fix: 'Only the SP’s private key opens it.',
    },
  },
  'attribute-value-unmapped': {
    unmapped: {
      title: '{count} values of {name} are not in the value map and stay as they are, such as {received}.',
      fix: 'Add them to the connection (values) if rules should go by their names.',
    },
    dropped: {
      title: '{count} values of {name} are not in the value map and are left out, such as {received}.',
      fix: 'Add them to the connection (values) if rules should go by them.',
    },
    unmatched: {
      title: '{count} values of {name} are not matched by the pattern of the map and are left out, such as {received}.',
      fix: 'Correct extract in the connection if rules should go by them, or say unmatched: keep.',
    },
  },
} satisfies WordTable;
