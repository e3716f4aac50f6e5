import { durationWords } from '#shared/base/duration-words.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { Card, Fact, Facts } from '../../kit/facts.tsx';
import { issuerOf, receivedAt } from '../../store/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { Particulars } from './particulars.tsx';
import { StatusFact } from './status-fact.tsx';

/** What the message itself says, assertions apart. */
export function MessageCard({ message }: { message: InspectedMessage }) {
  const { trust } = useWorkbench();
  const saml = message.message;
  if (saml === null || saysNothing(saml)) return null;
  const issued = saml.issueInstant;
  const received = receivedAt(message, trust.at.value);
  const age = issued?.time == null || received === null ? null : ageOf(received - issued.time);
  return (
    <Card title="Message">
      <Facts>
        {'status' in saml && <StatusFact status={saml.status} />}
        <Fact name="Issuer" value={issuerOf(saml)?.value ?? null} copy />
        <Fact name="Destination" value={saml.destination} copy />
        <Fact name="In response to" value={'inResponseTo' in saml ? saml.inResponseTo : null} />
        <Fact name="Issued" value={issued?.text ?? null} note={age} />
        <Particulars message={saml} />
        <Fact name="RelayState" value={message.wire?.relayState ?? null} copy />
        <Fact name="ID" value={saml.id} />
      </Facts>
    </Card>
  );
}

/** An element that is no protocol message has none of this; a token's answer and a fault have no head, but particulars. */
function saysNothing({ kind, id, issuer, destination, issueInstant }: SamlMessage): boolean {
  if (kind === 'SecurityTokenResponse' || kind === 'SoapFault') return false;
  return id === null && issuer === null && destination === null && issueInstant === null;
}

function ageOf(age: number): string {
  return age >= 0
    ? `received ${durationWords(age)} later`
    : `received ${durationWords(age)} earlier: the clocks differ`;
}
