import { errorsOf } from '#shared/base/errors.ts';

/** A question about access that cannot be answered. */
export class DecisionsError extends errorsOf({
  'resource-unknown': 'The connection {connection} has no {kind} {id}.',
  'disguise-invalid': '{field} {reason}.',
  'review-unknown': 'There is no review {number}.',
  'review-stale': 'Who may do what has changed since you looked: look at it again, and sign off what it is now.',
  'review-large':
    'More than {limit} sessions would have to be looked at: end those that are not needed, or review by connection.',
}) {}
