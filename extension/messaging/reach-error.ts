import { errorsOf } from '#shared/base/errors.ts';

/** Another machine that the user wants to ask cannot be, or does not answer. */
export class ReachError extends errorsOf({
  'reach-address': '{address} is no address to ask: write https://… (or http://… of a machine of your own).',
  'reach-elsewhere': 'This page can ask {origin} alone; the extension asks any address that you give.',
  'reach-forbidden': 'The permission to ask {host} was not given: nothing was asked.',
  'reach-failed': '{host} cannot be asked: {reason}.',
}) {}
