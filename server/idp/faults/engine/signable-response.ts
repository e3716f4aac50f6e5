import type { SigningKey } from '#server/keys/signing-key.ts';
import type { EncryptionReceiver } from '#shared/crypto/encryption/encrypt.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { encryptAssertions } from '#shared/saml/write/encrypt-assertions.ts';

/** A Response that is written and not signed yet, and what it can be signed with. */
export interface SignableResponse {
  readonly xml: string;
  /** Of the assertions, in the order of the document; none where the status says why. */
  readonly assertionIds: readonly string[];
  readonly responseId: string;
  /** The key of the IdP's metadata. */
  readonly key: SigningKey;
  /** A key that no metadata names, with a certificate of its own. */
  readonly otherKey: () => Promise<SigningKey>;
  /** Whom assertions are encrypted for; null: they go in the clear. A fault of signatures has them in the clear always. */
  readonly receiver: EncryptionReceiver | null;
}

/**
 * As a healthy response is signed: each assertion, then the response around them, with rsa-sha256 and the IdP's key;
 * where they are encrypted, that comes between the two.
 */
export async function signSoundly(response: SignableResponse): Promise<string> {
  const { xml, assertionIds, responseId, key, receiver } = response;
  const signed = await signParts(xml, assertionIds, key);
  const closed = receiver === null ? signed : await encryptAssertions(signed, receiver);
  return signParts(closed, [responseId], key);
}

/**
 * Signs the elements with these IDs, one after another: what is inside comes before what is around it, or its signature
 * would break the outer one.
 *
 * @throws WorkbenchError `sign-target-missing`
 */
export async function signParts(xml: string, ids: readonly string[], key: SigningKey): Promise<string> {
  let signed = xml;
  for (const id of ids) signed = await signElement(signed, { id, ...key });
  return signed;
}
