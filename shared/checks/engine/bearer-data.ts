import { closestUrl, isSamePlace } from '#shared/inspection/url-difference.ts';
import type { Assertion, SubjectConfirmation } from '#shared/saml/assertion.ts';
import { CONFIRMATION_METHOD } from '#shared/saml/names.ts';
import type { CheckContext } from './context.ts';
import { judgeEnd, judgeStart } from './judge-time.ts';
import type { ConfirmationData } from './memo.ts';

/**
 * For each assertion the bearer confirmation that a reader would go by: the standard asks for one that holds,
 * whatever others say (saml-profiles 4.1.4.3), so the one that does best, and of equals the first. Every check
 * looks at this same one: two halves of two confirmations never add up to a whole.
 */
export function bearerConfirmationOf(context: CheckContext, assertion: Assertion): SubjectConfirmation | null {
  const bearers = (assertion.subject?.confirmations ?? []).filter(
    ({ method }) => method === CONFIRMATION_METHOD.bearer,
  );
  let best: { readonly confirmation: SubjectConfirmation; readonly points: number } | null = null;
  for (const confirmation of bearers) {
    const points = confirmation.data === null ? -1 : pointsOf(context, confirmation.data);
    if (best === null || points > best.points) best = { confirmation, points };
  }
  return best?.confirmation ?? null;
}

/** The data of those confirmations. Half a dozen checks ask, and each answer costs the comparison of addresses. */
export function bearerDataOf(context: CheckContext): readonly ConfirmationData[] {
  const { memo, assertions } = context;
  memo.bearerData ??= assertions.flatMap((assertion) => bearerConfirmationOf(context, assertion)?.data ?? []);
  return memo.bearerData;
}

function pointsOf(context: CheckContext, data: ConfirmationData): number {
  const inResponseTo = inResponseToOf(context);
  const isForUs = isExpectedRecipient(context, data.recipient);
  const isAlive = isWithin(context, data);
  const answers = (data.inResponseTo ?? null) === inResponseTo;
  return Number(isForUs) * 4 + Number(isAlive) * 2 + Number(answers);
}

function isWithin(context: CheckContext, { notBefore, notOnOrAfter }: ConfirmationData): boolean {
  return judgeStart(context, notBefore).state !== 'wrong' && judgeEnd(context, notOnOrAfter).state !== 'wrong';
}

function isExpectedRecipient(context: CheckContext, recipient: string | null): boolean {
  if (recipient === null) return false;
  const closest = closestUrl(addressesOf(context), recipient);
  return closest === null || isSamePlace(closest.difference);
}

/** InResponseTo of the Response itself; null for a bare assertion. */
function inResponseToOf({ subject }: CheckContext): string | null {
  return subject.message.kind === 'Response' ? subject.message.inResponseTo : null;
}

/** Where a login's response belongs: the SP's assertion consumers, else the URL that took it. */
export function addressesOf({ expected }: CheckContext): readonly string[] {
  const consumers = expected.sp?.assertionConsumers ?? [];
  if (consumers.length > 0) return consumers;
  return expected.receivedUrl === null ? [] : [expected.receivedUrl];
}
