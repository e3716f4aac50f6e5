// Written by `npm run checks:list` from the files of the faults. Not to be edited.

import { audienceOther } from './draft/audience-other.ts';
import { destinationOther } from './draft/destination-other.ts';
import { inResponseToOther } from './draft/in-response-to-other.ts';
import { nameIdBlank } from './draft/name-id-blank.ts';
import { notBeforeFuture } from './draft/not-before-future.ts';
import { notOnOrAfterPast } from './draft/not-on-or-after-past.ts';
import { recipientOther } from './draft/recipient-other.ts';
import { statusAuthnFailed } from './draft/status-authn-failed.ts';
import type { Fault } from './engine/define-fault.ts';
import { assertionSignedOnly } from './signature/assertion-signed-only.ts';
import { contentChanged } from './signature/content-changed.ts';
import { digestChanged } from './signature/digest-changed.ts';
import { keyOther } from './signature/key-other.ts';
import { responseSignedOnly } from './signature/response-signed-only.ts';
import { unsigned } from './signature/unsigned.ts';

/** Every fault: by stage, then by code. */
export const ALL_FAULTS: readonly Fault[] = [
  audienceOther,
  destinationOther,
  inResponseToOther,
  nameIdBlank,
  notBeforeFuture,
  notOnOrAfterPast,
  recipientOther,
  statusAuthnFailed,
  assertionSignedOnly,
  contentChanged,
  digestChanged,
  keyOther,
  responseSignedOnly,
  unsigned,
];
