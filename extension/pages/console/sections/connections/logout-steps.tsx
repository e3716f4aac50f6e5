import type { ComponentChildren } from 'preact';
import type { ConnectionDetails } from '#shared/api/connections.ts';
import type { SessionDetails } from '#shared/api/sessions.ts';
import { listed } from '#shared/base/count-words.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { Value } from '../../../../kit/value.tsx';
import type { Answer } from '../../client/answer.ts';
import { askSession, askSessions } from '../../client/calls.ts';
import { useLoaded } from '../../parts/use-loaded.ts';
import { at } from '../../state/mount.ts';
import { CameHere, knowsUs, latestLogouts, TriedLogout, triedOf, type Verdict } from './tried-logout.tsx';

/** The claim rule by which AD FS sends a NameID that single logout works with. */
const ADFS_RULE =
  'c:[Type == "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"] => issue(Type = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", Value = c.Value, Properties["http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/format"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified");';

/** What single logout needs, step by step, each looked at now as far as it can be known here. */
export function LogoutSteps({ details }: { details: ConnectionDetails }) {
  const latest = useLoaded(`latest session ${details.prefix}`, () => latestSession(details.prefix));
  const logouts = useLoaded(`logouts tried ${details.prefix}`, () => latestLogouts(details.prefix));
  const lookAgain = (): void => {
    latest.reload();
    logouts.reload();
  };
  const { atWork } = details;
  if (atWork === null && details.isUsable)
    return <p class="quiet">It has no identity provider: a logout ends the session here, and nobody else is asked.</p>;
  if (atWork === null) return <p class="quiet">The connection is not at work: nothing can be looked at.</p>;
  const { singleLogout } = atWork.idp;
  const download = at(`/${encodeURIComponent(details.prefix)}/saml/metadata`);
  return (
    <ol class="rows logout-steps" aria-label="What single logout needs">
      <Step title="The identity provider says where logouts go" verdict={locationsOf(singleLogout)}>
        {singleLogout.length === 0 ? (
          <p>
            Its metadata names no SingleLogoutService. Switch single logout on over there, take its new metadata, and
            give it here under Settings.
          </p>
        ) : (
          <p>
            By <Value text={listed(singleLogout.map(({ binding }) => shortUri(binding)))} />.
          </p>
        )}
      </Step>
      <Step
        title="Our logout messages are signed"
        verdict={
          atWork.sp.certificate === null ? { outcome: 'bad', word: 'No key' } : { outcome: 'good', word: 'Signed' }
        }
      >
        <p>
          {atWork.sp.certificate === null
            ? 'The configuration gives no key: most identity providers refuse logouts that nobody signed.'
            : 'The identity provider needs our certificate; whether it has it cannot be seen from here. It is in our metadata, and as PEM in the overview.'}
        </p>
      </Step>
      <Step title="Logins come with a NameID" verdict={nameIdOf(latest.value)}>
        {latest.value?.session === null && <p>Log in once, then look here again.</p>}
        {latest.value?.session?.nameId === null && (
          <>
            <p>
              The last login had none, so no logout can say whose session is meant. At AD FS this claim rule sends one:
            </p>
            <pre class="code rule">{ADFS_RULE}</pre>
          </>
        )}
      </Step>
      <Step title="The identity provider knows where our logouts go" verdict={knowsUs(logouts.value)}>
        <p>
          It takes that from our metadata: <a href={download}>download it</a> and give it to the identity provider again
          whenever an address or a key has changed.
        </p>
        <CameHere receipts={logouts.value} />
      </Step>
      <Step title="A logout really ends" verdict={triedOf(logouts.value)}>
        <TriedLogout prefix={details.prefix} receipts={logouts.value} lookAgain={lookAgain} />
      </Step>
    </ol>
  );
}

function Step({ title, verdict, children }: { title: string; verdict: Verdict; children: ComponentChildren }) {
  return (
    <li class="row-line">
      <div class="row-main">
        <p>
          <strong>{title}</strong> <Badge verdict={verdict} />
        </p>
        {children}
      </div>
    </li>
  );
}

function locationsOf(endpoints: NonNullable<ConnectionDetails['atWork']>['idp']['singleLogout']): Verdict {
  return endpoints.length === 0 ? { outcome: 'bad', word: 'Nowhere' } : { outcome: 'good', word: 'It does' };
}

function nameIdOf(latest: { readonly session: SessionDetails | null } | null): Verdict {
  if (latest === null || latest.session === null) return { outcome: 'unknown', word: 'No login to look at' };
  return latest.session.nameId === null
    ? { outcome: 'bad', word: 'None came' }
    : { outcome: 'good', word: 'The last one did' };
}

/** The newest session that came by SAML; null: there is none now. */
async function latestSession(connection: string): Promise<Answer<{ readonly session: SessionDetails | null }>> {
  const list = await askSessions(new URLSearchParams({ connection }), null);
  if (!list.ok) return list;
  const newest = list.value.sessions.find(({ way }) => way === 'saml');
  if (newest === undefined) return { ok: true, value: { session: null } };
  const session = await askSession(newest.id);
  return session.ok ? { ok: true, value: { session: session.value } } : session;
}
