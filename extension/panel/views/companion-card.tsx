import { useState } from 'preact/hooks';
import type { KnownAnswer, ReplayAnswer } from '#shared/api/link.ts';
import { counted, listed } from '#shared/base/count-words.ts';
import { durationWords } from '#shared/base/duration-words.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import type { Told } from '../../store/link/companion-saw.ts';
import type { Link } from '../../store/link/link.ts';
import { takeTold } from '../../store/link/take-told.ts';
import { useWorkbench } from '../parts/context.ts';

/** What the linked companion says of a flow or a message; asked by a click, and nothing before. */
export function CompanionCard({ messages }: { messages: readonly InspectedMessage[] }) {
  const { link } = useWorkbench();
  const linked = link.value;
  if (linked === null) return null;
  return <Asked key={nameOf(messages)} link={linked} messages={messages} />;
}

function Asked({ link, messages }: { link: Link; messages: readonly InspectedMessage[] }) {
  const workbench = useWorkbench();
  const { notices } = workbench;
  const told = workbench.companionSaw.told.value.get(nameOf(messages)) ?? null;
  const [replayed, setReplayed] = useState<ReplayAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  const response = messages.find(({ message }) => message?.kind === 'Response') ?? messages.at(-1);
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    work()
      .catch((error: unknown) => notices.showError(error))
      .finally(() => setBusy(false));
  };
  return (
    <Card title={`At the companion ${link.host}`}>
      <p class="card-note">
        What you ask goes to {link.address} and nowhere else: of the trace the IDs of these messages, of a replay the
        message as it was recorded. What it kept, the back channel included, joins this recording. A replay is a dry
        run: no session begins, and nothing is used up.
      </p>
      <div class="card-actions">
        <button
          type="button"
          class="button small"
          disabled={busy}
          onClick={() => run(async () => takeTold(workbench, nameOf(messages), await link.known(namesOf(messages))))}
        >
          What became of it there
        </button>
        {response !== undefined && (
          <button
            type="button"
            class="button small"
            disabled={busy}
            onClick={() => run(async () => setReplayed(await link.replay(response, receivedOr(response))))}
          >
            Replay it at {link.chosen}
          </button>
        )}
      </div>
      <div role="status" class="stack companion-answer">
        {told !== null && <Known {...told} />}
        {replayed !== null && <Replayed answer={replayed} />}
      </div>
    </Card>
  );
}

/** Times are judged at the moment at which it was received. */
function receivedOr({ exchange }: InspectedMessage): number | null {
  return exchange?.startedAt === undefined || exchange.startedAt === null ? null : Math.floor(exchange.startedAt);
}

/** What stays the same when a companion's requests join the recording. */
function nameOf(messages: readonly InspectedMessage[]): string {
  return namesOf(messages)[0] ?? '';
}

/** By what a companion finds what it knows: message IDs, and the sessions that began. */
function namesOf(messages: readonly InspectedMessage[]): readonly string[] {
  const names = messages.flatMap(({ message }) => {
    const id = message === null || !('id' in message) ? null : message.id;
    const sessions = assertionsInClear(message).flatMap(({ authnStatements }) =>
      authnStatements.flatMap(({ sessionIndex }) => sessionIndex ?? []),
    );
    return [...(id === null ? [] : [id]), ...sessions];
  });
  return [...new Set(names)];
}

/** Its own decisions, by reference number; each recording can be opened. */
function Known({ known: { logins, logouts }, added, ahead }: Told) {
  const workbench = useWorkbench();
  if (logins.length + logouts.length === 0) return <p>It keeps nothing of these messages, or not any more.</p>;
  return (
    <>
      {added !== null && <p>{joinedWords(added, ahead)}</p>}
      <ul class="plain-list">
        {logins.map(({ login, trace }) => (
          <li key={login.reference}>
            <Badge verdict={login.outcome === 'refused' ? REFUSED : ACCEPTED} /> <Value text={login.title} />{' '}
            <span class="quiet">{login.reference}</span>{' '}
            {trace !== null && (
              <button
                type="button"
                class="link"
                onClick={() => void workbench.openInput(`Companion ${login.reference}`, trace)}
              >
                Open its recording
              </button>
            )}
          </li>
        ))}
        {logouts.map(({ receipt }) => (
          <li key={receipt.reference}>
            Logout <span class="quiet">{receipt.reference}</span>
            <ul class="plain-list">
              {receipt.parts.map(({ who, name, asked, opens }, index) => (
                <li key={index}>
                  <Value text={name ?? who} />: asked {ASKED[asked]}; its session is {OPENS[opens]}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What became of the recording, and by what its times were brought together. */
function joinedWords(added: number, ahead: number | null): string {
  const joined =
    added === 0
      ? 'It saw nothing that is not in this recording.'
      : `${counted(added, 'request')} that no browser saw ${added === 1 ? 'is' : 'are'} in this recording now, marked “companion”.`;
  if (ahead === null) return added === 0 ? joined : `${joined} Its clock could not be compared with the browser’s.`;
  if (Math.abs(ahead) < CLOCKS_DIFFER) return joined;
  const apart = `Its clock is ${durationWords(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} the browser’s`;
  return `${joined} ${apart}${added === 0 ? '' : ', in whose time they stand'}.`;
}

/** Less than this is not worth a word, in milliseconds. */
const CLOCKS_DIFFER = 1000;

const REFUSED = { outcome: 'bad', word: 'Refused' } as const;
const ACCEPTED = { outcome: 'good', word: 'Accepted' } as const;

type Part = KnownAnswer['logouts'][number]['receipt']['parts'][number];

const ASKED: Readonly<Record<Part['asked'], string>> = {
  itself: 'nobody, it was its own',
  redirect: 'by redirect',
  post: 'by POST',
  soap: 'over the back channel (SOAP)',
  idp: 'by the identity provider',
  not: 'not at all',
};

const OPENS: Readonly<Record<Part['opens'], string>> = {
  closed: 'closed, which was tried',
  open: 'still open, which was tried',
  'said-closed': 'closed, it says',
  'said-partly': 'closed in part, it says',
  'said-open': 'still open, it says',
  'said-unknown': 'unknown, it says',
  waiting: 'waited for',
  'no-answer': 'not known: there was no answer',
  'not-asked': 'not known: it was not asked',
  unknown: 'not known',
};

/** What its gate says, and what the user of the login would see. */
function Replayed({ answer: { verdict, reasons, noticed, isUsed, mapping, access } }: { answer: ReplayAnswer }) {
  const [cause, ...others] = reasons;
  return (
    <section class="stack" aria-label="Replay">
      <p>
        <Badge
          verdict={
            verdict === 'accept' ? { ...ACCEPTED, word: 'Would be accepted' } : { ...REFUSED, word: 'Would be refused' }
          }
        />{' '}
        {cause !== undefined && <Value text={cause.title} />}
      </p>
      {cause !== undefined && cause.fix !== '' && (
        <p>
          <strong>What to change</strong> <Value text={cause.fix} />
        </p>
      )}
      <Facts>
        <Fact name="Expected" value={cause?.expected ?? null} />
        <Fact name="Received" value={cause?.received ?? null} />
        {others.length + noticed.length > 0 && (
          <FactOf name="Also">
            <ul class="plain-list">
              {[...others, ...noticed].map(({ title }, index) => (
                <li key={index}>
                  <Value text={title} />
                </li>
              ))}
            </ul>
          </FactOf>
        )}
        {isUsed === true && (
          <Fact
            name="Note"
            value="It has logged somebody in there before: sent in earnest it would be refused as a replay."
          />
        )}
        {mapping !== null && (
          <Fact
            name="User"
            value={
              mapping.user === null
                ? 'none: the map makes nobody of it'
                : `${mapping.user.userDirectory}\\${mapping.user.userId}`
            }
          />
        )}
        {mapping?.attributes.map(({ name, values }) => (
          <Fact key={name} name={toVisibleString(name)} value={values.map(({ value }) => value).join(', ')} />
        ))}
        {mapping !== null && mapping.dropped.length > 0 && (
          <Fact name="Left out" value={`${counted(mapping.dropped.length, 'value')} by rows of the map`} />
        )}
        {mapping !== null && mapping.unused.length > 0 && (
          <Fact name="In no row" value={listed(mapping.unused.map(({ name }) => name))} />
        )}
        {access?.map(({ stream, allowed, by, apps }) => (
          <FactOf key={stream} name={toVisibleString(stream)}>
            <div>
              <Icon name={allowed ? 'good' : 'bad'} /> {allowed ? `open, by ${listed(by)}` : 'closed'}
              <ul class="plain-list quiet">
                {apps.map(({ id, name, allowed: isOpen, sees }) => (
                  <li key={id}>
                    <Value text={isOpen ? `${name}${sees === null ? '' : `: ${sees}`}` : `${name}: closed`} />
                  </li>
                ))}
              </ul>
            </div>
          </FactOf>
        ))}
      </Facts>
    </section>
  );
}
