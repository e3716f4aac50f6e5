import { trimXml } from '#shared/saml/read-parts.ts';
import { textOf } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { partsOf, referencesOf, SIGNABLE_KINDS } from './loose-parts.ts';

/** SHA-1, SHA-256, SHA-384 and SHA-512 of nothing, in base64. */
const OF_NOTHING = new Set([
  '2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb',
  'z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
]);

/**
 * What is signed has a canonical form that is not empty. A relative namespace makes some libraries give up with an
 * empty one, whose digest anybody can state ("The Fragile Lock", 2025).
 */
export const canonicalFormEmpty = defineCheck({
  code: 'canonical-form-empty',
  rank: 120,
  owner: 'sender',
  severity: 'error',
  clause: 'CVE-2025-66475',
  appliesTo: SIGNABLE_KINDS,
  variants: ['relative-namespace', 'empty-digest'],
  run: ({ subject, scan }) => {
    if (subject.signatures.length === 0) return [];
    const empty = subject.signatures
      .flatMap(({ element }) => referencesOf(element).flatMap((reference) => partsOf(reference, 'DigestValue')))
      .filter((value) => OF_NOTHING.has(trimXml(textOf(value))));
    return [
      ...scan.relativeNamespaces.map((at) => fail('relative-namespace', { at })),
      ...empty.map((at) => fail('empty-digest', { at })),
    ];
  },
});
