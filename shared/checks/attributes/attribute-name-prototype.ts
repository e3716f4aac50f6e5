import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Names that mean something to JavaScript objects (CWE-1321). */
const NAMES = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__defineSetter__',
]);

/** No attribute is named like a part of every object: an SP that fills an object by name would change them all. */
export const attributeNamePrototype = defineCheck({
  code: 'attribute-name-prototype',
  rank: 190,
  owner: 'idp',
  severity: 'warning',
  clause: 'CWE-1321',
  appliesTo: TOKEN_KINDS,
  variants: ['name'],
  run: ({ attributes }) =>
    attributes
      .filter(({ name, friendlyName }) => NAMES.has(name) || NAMES.has(friendlyName ?? ''))
      .map(({ element, name }) => fail('name', { at: element, attribute: 'Name', received: name })),
});
