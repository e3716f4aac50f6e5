import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Card, Fact, Facts } from '../../kit/facts.tsx';

/** The parameters of WS-Federation: all of a request, or what stands beside a token (ws-federation 13.2). */
export function FederationCard({ message }: { message: InspectedMessage }) {
  const { wsFederation } = message.reading;
  if (!wsFederation) return null;
  return (
    <Card title="WS-Federation">
      <Facts>
        <Fact name="Action" value={wsFederation.action} note="wa" />
        <Fact name="Realm" value={wsFederation.realm} note="wtrealm: the service provider" copy />
        <Fact name="Answer to" value={wsFederation.reply} note="wreply" copy />
        <Fact name="Context" value={wsFederation.context} note="wctx, comes back as it was" copy />
        <Fact name="Home realm" value={wsFederation.homeRealm} note="whr" />
        <Fact name="Login wanted" value={wsFederation.authentication} note="wauth" />
        <Fact name="Freshness" value={wsFederation.freshness} note="wfresh, in minutes; 0: log in again" />
        <Fact name="Sender's time" value={wsFederation.currentTime} note="wct" />
      </Facts>
    </Card>
  );
}
