import type { ConnectionDetails } from '#shared/api/connections.ts';
import { Card, Fact, Facts } from '../../../../kit/facts.tsx';
import { at } from '../../state/mount.ts';

/** How people get in to a connection that has no identity provider, and what an application needs for that. */
export function WithoutIdp({ details: { prefix, methods } }: { details: ConnectionDetails }) {
  const base = `${location.origin}${at(`/qps/${encodeURIComponent(prefix)}`)}`;
  return (
    <Card title="Ways in" level={2}>
      <p>It has no identity provider: nobody logs in by SAML, and there is no metadata of ours.</p>
      <Facts>
        {methods.includes('ticket') && (
          <Fact name="Tickets are asked for at" value={`${base}/ticket`} note="by POST, with a key of a client" copy />
        )}
        {methods.includes('session') && (
          <Fact name="Sessions are made at" value={`${base}/session`} note="by POST, with a key of a client" copy />
        )}
        {methods.includes('jwt') && (
          <Fact name="Tokens come with" value="Authorization: Bearer" note="on any page of it" />
        )}
      </Facts>
      <div class="card-actions">
        <a class="button" href={at(`/${encodeURIComponent(prefix)}/`)} target="_blank" rel="noreferrer">
          Open the hub
        </a>
      </div>
    </Card>
  );
}
