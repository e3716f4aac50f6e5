import { useState } from 'preact/hooks';
import type { ReviewDraft } from '#shared/api/decisions.ts';
import { counted } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askReviewDraft, askReviews, askUnusedRules, signOff } from '../../client/access-calls.ts';
import type { Failure } from '../../client/answer.ts';
import { AreaField } from '../../parts/area-field.tsx';
import { FailureNote } from '../../parts/failure.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { announce } from '../../state/announce.ts';
import { at } from '../../state/mount.ts';

/** Lines of one kind that are shown; the file has them all. */
const SHOWN = 100;
const DAYS = 90;

/** What changed since somebody last looked, to be signed off; rules that nobody used; and what was signed off. */
export function Reviews({ connection }: { connection: string }) {
  const draft = useLoaded(`draft ${connection}`, () => askReviewDraft(connection));
  const reviews = useLoaded(`reviews ${connection}`, () => askReviews(connection));
  const unused = useLoaded(`unused ${connection}`, () => askUnusedRules(connection, DAYS));
  const onSigned = () => {
    announce('Signed off.');
    draft.reload();
    reviews.reload();
  };
  return (
    <div class="cards">
      <Loading of={draft} what="who may what">
        {(shown) => <Draft key={shown.digest} connection={connection} draft={shown} onSigned={onSigned} />}
      </Loading>
      <Loading of={unused} what="the rules">
        {({ rules, since }) => (
          <Card title={`Rules that nobody used in ${DAYS} days`} level={2}>
            {rules.length === 0 && <p class="quiet">None: each has opened something.</p>}
            {rules.map(({ rule, lastAt }) => (
              <p key={rule}>
                <Value text={rule} />{' '}
                <span class="quiet">
                  {lastAt === null ? (
                    'never'
                  ) : (
                    <>
                      last <When at={lastAt} />
                    </>
                  )}
                </span>
              </p>
            ))}
            <p class="quiet">
              {since === null ? (
                'No use is noted yet.'
              ) : (
                <>
                  Use is noted since <When at={since} />.
                </>
              )}{' '}
              A rule that only shows a stream in the hub counts as unused.
            </p>
          </Card>
        )}
      </Loading>
      <Loading of={reviews} what="the reviews">
        {({ reviews: all }) => (
          <Card title="Signed off" level={2}>
            {all.length === 0 && <p class="quiet">Nothing yet.</p>}
            {all.map(({ number, at: when, by, note }) => (
              <p key={number}>
                <a href={at(`/api/reviews/${number}.csv`)} download={`review-${number}.csv`}>
                  Review {number} (CSV)
                </a>{' '}
                <span class="quiet">
                  <When at={when} /> by <Value text={by} />
                </span>{' '}
                <Value text={note} />
              </p>
            ))}
          </Card>
        )}
      </Loading>
    </div>
  );
}

const CHANGES = { new: 'New', changed: 'Changed', gone: 'Gone', same: 'The same' } as const;

function Draft({ connection, draft, onSigned }: { connection: string; draft: ReviewDraft; onSigned: () => void }) {
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await signOff(connection, draft.digest, note);
    if (!answer.ok) return setFailure(answer.failure);
    onSigned();
  };
  const since =
    draft.comparedWith === null ? 'There is no review before it.' : `Compared with review ${draft.comparedWith}.`;
  return (
    <Card title="Who may do what now" level={2}>
      <p class="quiet">
        {counted(draft.lines.filter(({ change }) => change !== 'gone').length, 'line')}. {since}
      </p>
      {(['new', 'changed', 'gone', 'same'] as const).map((change) => (
        <Lines key={change} title={CHANGES[change]} lines={draft.lines.filter((line) => line.change === change)} />
      ))}
      <form class="form" onSubmit={(event) => void submit(event)}>
        <AreaField
          label="Note"
          value={note}
          onChange={setNote}
          rows={2}
          hint="Stands in the review, with your name and the time."
        />
        {failure !== null && <FailureNote failure={failure} />}
        <div class="card-actions">
          <button type="submit" class="button primary">
            Sign off what is shown
          </button>
        </div>
      </form>
    </Card>
  );
}

function Lines({ title, lines }: { title: string; lines: ReviewDraft['lines'] }) {
  if (lines.length === 0) return null;
  const more = lines.length - SHOWN;
  return (
    <details open={title !== CHANGES.same}>
      <summary>
        {title}: {counted(lines.length, 'line')}
      </summary>
      <ul class="rows">
        {lines.slice(0, SHOWN).map(({ user, resource, action, by, sees }) => (
          <li class="row-line" key={`${user} ${resource} ${action}`}>
            <div class="row-main">
              <p>
                <span class="strong">
                  <Value text={user} />
                </span>{' '}
                {action} <Value text={resource} />
              </p>
              <p class="quiet">
                <Value text={`by ${by.join(', ')}${sees === '' ? '' : `; ${sees}`}`} />
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">And {counted(more, 'more line')}, which the file has once it is signed off.</p>}
    </details>
  );
}
