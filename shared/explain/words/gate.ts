import type { WordTable } from './word-table.ts';

const READERS =
  'Nothing is wrong with your account. If it happens at every login, give the message to whoever runs this server: either the identity provider writes something that one of the two readers does not support, or somebody changed the message on its way.';

/** Words of what a server's gate finds beyond the checks: the second reader, and who the user is. */
export const GATE_WORDS: WordTable = {
  'second-reader': {
    refused: { title: 'The second reader (node-saml) refuses the message: {received}', fix: READERS },
    differs: {
      title: 'Two readers of the same signed message read it differently: one {expected}, the other {received}.',
      fix: READERS,
    },
  },
  'user-unreadable': {
    absent: {
      title: 'There is no user {part}: {name} did not come. The IdP sent: {received}.',
      fix: 'Have the IdP send it, or name another attribute, NameID or a constant in brackets under `user` in the connection.',
    },
    blank: {
      title: 'There is no user {part}: {name} came empty.',
      fix: 'The user’s record at the IdP lacks it: fill it there.',
    },
    several: {
      title: 'The user {part} cannot be told: {name} came with several values.',
      fix: 'Have the IdP send one value, or name an attribute that has only one under `user` in the connection.',
    },
  },
};
