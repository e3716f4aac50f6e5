import { errorsOf } from '#shared/base/errors.ts';

/** Another server that is not asked, or gives no answer that can be used. */
export class OutgoingError extends errorsOf({
  'address-forbidden': '{address} is not asked: {reason}.',
  'address-unanswering': '{address} gives no answer that can be used: {reason}.',
}) {}
