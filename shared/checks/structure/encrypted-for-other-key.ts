import type { CheckContext } from '#shared/checks/engine/context.ts';
import { spCertificates } from '#shared/saml/connection/sp-keys.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { attributeOf, descendants, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { encryptionElements } from './encrypted-parts.ts';
import { certificateName, receiverOf } from './key-receiver.ts';

type Variant = 'ok' | 'certificate' | 'recipient' | 'none-offered';

/** What is encrypted is so for this SP, and with the certificate that it has now. */
export const encryptedForOtherKey = defineCheck({
  code: 'encrypted-for-other-key',
  rank: 235,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 2.2.4',
  brings: ['encrypted-part-closed'],
  appliesTo: ['Response', 'LogoutRequest', 'SecurityTokenResponse', 'Other'],
  variants: ['ok', 'certificate', 'recipient', 'none-offered'],
  owners: { 'none-offered': 'sp' },
  run: (context) => {
    const found = encryptionElements(context, 'EncryptedKey').flatMap((key) => judge(context, key));
    return [...found, ...(found.length === 0 ? judgeOffer(context) : [])];
  },
});

function judge(context: CheckContext, key: XmlElement): readonly Verdict<Variant>[] {
  const sp = context.expected.sp?.entityId ?? null;
  const recipient = attributeOf(key, 'Recipient');
  if (sp !== null && recipient !== null && recipient !== sp) {
    return [fail('recipient', { at: key, attribute: 'Recipient', expected: sp, received: recipient })];
  }
  const own = certificatesOf(context);
  const named = [...descendants(key)].filter((each) => isElement(each, NAMESPACE.signature, 'X509Certificate'));
  const [first] = named;
  if (own.length === 0 || first === undefined) return [];
  const fits = named.some((each) => own.includes(bare(textOf(each))));
  if (fits) return [pass('ok', { at: first })];
  const expected = own.slice(0, 3).map(certificateName).join(', ');
  return [fail('certificate', { at: first, expected, received: receiverOf(key) })];
}

/** The SP's metadata gives no key to encrypt with, and something is encrypted: the IdP has the key from elsewhere, or from before; whether the SP has it, its key would tell. */
function judgeOffer(context: CheckContext): readonly Verdict<Variant>[] {
  const { knowledge, parties, subject } = context;
  const isOpened = (subject.decryptions ?? []).some(({ reason }) => reason === null);
  const offersNone = parties.sp?.sp?.keys.every(({ use }) => use === 'signing') === true;
  const [at] = encryptionElements(context, 'EncryptedData');
  if (at === undefined || isOpened || !offersNone || knowledge.connection !== null) return [];
  return [unknown('none-offered', 'key', { at, severity: 'info', facts: { sp: parties.sp?.entityId ?? '' } })];
}

/** The SP's certificates for encryption, as base64 on one line. */
function certificatesOf({ knowledge, expected, parties }: CheckContext): readonly string[] {
  if (expected.sender !== 'idp') return [];
  const configured = knowledge.connection === null ? [] : spCertificates(knowledge.connection.sp);
  const keys = (parties.sp?.sp?.keys ?? []).filter(({ use }) => use !== 'signing');
  return [...configured.map(bare), ...keys.map(({ certificate }) => certificate)];
}

function bare(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s+/g, '');
}
