import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { textOf } from '#shared/xml/navigate.ts';

/** Signature values in base64, without white space. */
export type BrokenSignatures = ReadonlySet<string>;

/**
 * The values of those signatures whose digest does not fit what they sign, whoever made them. A redaction changes all that
 * was signed; told of these, it leaves a mark by which the recording still says that it was changed before.
 */
export function brokenSignatures(messages: readonly InspectedMessage[]): BrokenSignatures {
  return new Set(
    messages.flatMap(({ signatures }) =>
      signatures.flatMap(({ element, digests }) =>
        digests === null
          ? []
          : element.children.flatMap((child) =>
              child.kind === 'element' && child.localName === 'SignatureValue'
                ? [textOf(child).replace(/\s+/g, '')]
                : [],
            ),
      ),
    ),
  );
}
