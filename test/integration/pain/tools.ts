import { makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';

/** Does something with a folder that is gone afterwards. */
export function inWorkplace<Result>(work: (place: Workplace) => Result): Result {
  const place = makeWorkplace();
  try {
    return work(place);
  } finally {
    place.remove();
  }
}
