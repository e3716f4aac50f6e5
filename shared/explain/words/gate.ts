import { fine, type WordTable } from './word-table.ts';

const READERS =
  'Nothing is wrong with your account. If it happens at every login, give the message to whoever runs this server: either the identity provider writes something that one of the two readers does not support, or somebody changed the message on its way.';

/** Words of what a server's gate finds beyond the checks: the second reader, and who the user is. */
export const GATE_WORDS = {
  'second-reader': {
    unread: { title: 'The second reader gave no reading of what was signed: {received}', fix: READERS },
    differs: {
      title: 'Two readers of the same signed message read it differently: one {expected}, the other {received}.',
      fix: READERS,
    },
    refused: { title: 'node-saml finds the signature wrong, which our own check finds sound.', fix: READERS },
    'too-large': {
      title: 'What was signed is too large to be read a second time: {received}, {expected} are allowed.',
      fix: 'No real login is so large. Have the IdP send fewer attributes or groups.',
    },
    unverified: {
      title: 'The connection demands that two verify the signature, and node-saml cannot: it does not know {received}.',
      fix: 'Have the IdP sign with RSA-SHA256 and a SHA-256 digest, or set accept.secondOpinion to reading in the connection: then our own check verifies alone, and two parsers still have to read the same.',
    },
  },
  'second-opinion': {
    verified: fine('A second parser reads the same in what was signed, and node-saml verifies the signature, too.'),
    unverified: fine(
      'A second parser reads the same in what was signed. The signature was verified by our own check alone: node-saml does not know {received}.',
    ),
  },
  'gate-not-known': {
    replay: {
      title: 'The gate takes a message once. Whether this one came before only the server knows.',
      fix: '',
    },
    request: {
      title: 'The gate takes an answer only to a request that is waiting. Whether this one is only the server knows.',
      fix: '',
    },
    'second-opinion': {
      title: 'The gate asks a second reader as well. It was not asked here.',
      fix: 'Run the command on this file: saml-workbench inspect --connection.',
    },
    time: {
      title: 'The gate judges by the time of arrival, and this message has none.',
      fix: 'Say for which moment: --at, or the whole recording instead of the message.',
    },
  },
  'user-unreadable': {
    alike: {
      title: 'There is no user {part}: {name} did not come, but {alike} did, which is probably meant.',
      fix: 'Name {alike} under `user` in the connection: names are compared character by character.',
    },
    spaces: {
      title:
        'There is no user {part}: {name} did not come by that name, but “{alike}” did, with white space around it.',
      fix: 'Take the white space out of the name at the IdP: names are compared character by character.',
    },
    absent: {
      title: 'There is no user {part}: {name} did not come. The IdP sent: {received}.',
      fix: 'Have the IdP send it, or name another attribute, NameID or a constant in brackets under `user` in the connection.',
    },
    blank: {
      title: 'There is no user {part}: {name} came empty.',
      fix: 'The user’s record at the IdP lacks it: fill it there.',
    },
    scope: {
      title: 'The domain of {name} is “{scope}”, and this identity provider speaks for {expected} alone.',
      fix: 'Have the IdP send identifiers of its own domain, or have its metadata (shibmd:Scope), or `idp.scopes` of the connection, name the other one, too.',
    },
    unscoped: {
      title: 'The domain of {name} is “{scope}”, and nobody has said which domains this identity provider speaks for.',
      fix: 'Take metadata with shibmd:Scope, or name the domains under `idp.scopes` in the connection: in the mode saml2int no other is taken.',
    },
    several: {
      title: 'The user {part} cannot be told: {name} came with several values.',
      fix: 'Have the IdP send one value, or name an attribute that has only one under `user` in the connection.',
    },
    unfit: {
      title:
        'The user {part} cannot be taken: {name} came with the character {character}, which could make one user pass for another.',
      fix: 'Have the IdP send it without: no control character, no letter that stands for another one (U+212A for K), and in a directory no backslash.',
    },
  },
} satisfies WordTable;
