import type { About } from '#shared/api/about.ts';
import { durationWords } from '#shared/base/duration-words.ts';
import { Card, Fact, FactOf, Facts } from '../../../kit/facts.tsx';
import { askAbout } from '../client/calls.ts';
import { Loading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { When } from '../parts/when.tsx';

/** A clock that is further off than this makes logins fail (a connection's clockSkew is 3 minutes). */
const WORRYING = 30_000;

/** What the configuration says, where things are, and what runs here. */
export function Settings() {
  const loaded = useLoaded('about', async () => {
    const before = Date.now();
    const answer = await askAbout();
    return answer.ok
      ? { ok: true as const, value: { about: answer.value, off: answer.value.now - (before + Date.now()) / 2 } }
      : answer;
  });
  return (
    <>
      <PageHead
        title="Settings"
        lead="What is set in the configuration file is changed there; the companion reads it anew by itself."
      />
      <Loading of={loaded} what="the settings">
        {({ about, off }) => (
          <div class="cards">
            <Runs about={about} off={off} />
            <Places about={about} />
            <WhoMay about={about} />
          </div>
        )}
      </Loading>
    </>
  );
}

function Runs({ about, off }: { about: About; off: number }) {
  const clock =
    Math.abs(off) < WORRYING
      ? 'as this browser’s'
      : `${durationWords(off)} ${off > 0 ? 'ahead of' : 'behind'} this browser’s: one of the two is wrong`;
  return (
    <Card title="What runs here" level={2}>
      <Facts>
        <Fact name="Version" value={about.version} />
        <Fact name="Node" value={about.runtime} />
        <Fact name="Address" value={about.url} note="as browsers see it" copy />
        <Fact name="Listens at" value={about.listens} />
        <FactOf name="Since">
          <When at={about.startedAt} />
        </FactOf>
        <Fact name="Its clock" value={clock} />
      </Facts>
    </Card>
  );
}

function Places({ about }: { about: About }) {
  return (
    <Card title="Where things are" level={2}>
      <Facts>
        <Fact name="Configuration" value={about.configuration} copy />
        <Fact name="State folder" value={about.stateFolder} note="keys, sessions, this console’s token" copy />
        <Fact name="Store" value={about.store} />
        <Fact name="Audit" value={`${about.auditDays} days, at most ${about.auditLines.toLocaleString('en')} lines`} />
      </Facts>
    </Card>
  );
}

function WhoMay({ about: { consoleLogin } }: { about: About }) {
  return (
    <Card title="Who may come in here" level={2}>
      <Facts>
        <Fact
          name="Token"
          value="whoever has admin.token"
          note="a new one: remove the file and start the companion anew"
        />
        <Fact
          name="By login"
          value={consoleLogin === null ? 'nobody' : `who logs in at ${consoleLogin.connection} and fits`}
        />
        <Fact name="Condition" value={consoleLogin?.condition ?? null} />
      </Facts>
      {consoleLogin === null && (
        <p class="quiet card-note">
          With <code>console: {'{ connection, condition }'}</code> in the configuration, whoever logs in there and fits
          the condition may sign in here.
        </p>
      )}
    </Card>
  );
}
