import { rootOf } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/**
 * What is encrypted declares its own prefixes. Else it holds only in its place (xmlenc-core1 4.4 lets it), and a reader that
 * parses what it opened by itself refuses it.
 */
export const encryptedNamespaceOutside = defineCheck({
  code: 'encrypted-namespace-outside',
  rank: 225,
  owner: 'sender',
  severity: 'info',
  clause: 'xmlenc-core1 4.4',
  appliesTo: ['Response', 'LogoutRequest', 'SecurityTokenResponse'],
  variants: ['borrowed'],
  run: ({ subject: { decryptions = [], message } }) =>
    decryptions.flatMap(({ element, borrowed = [] }) => {
      if (borrowed.length === 0) return [];
      const at = rootOf(element) === rootOf(message.element) ? element : message.element;
      const received = borrowed.map((prefix) => (prefix === '' ? 'the default namespace' : prefix)).join(', ');
      return [fail('borrowed', { at, received, facts: { part: element.localName } })];
    }),
});
