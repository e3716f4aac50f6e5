import type { SignatureReport } from '#shared/crypto/signature.ts';
import { signatureGroup, signatureVerdict } from '#shared/explain/facts/signature-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge, OutcomeIcon } from '../../kit/badge.tsx';
import { Card, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { explainSignature } from '../../store/flow/explain.ts';
import { receivedAt } from '../../store/message/describe-message.ts';
import { signatureSteps } from '../../store/message/signature-steps.ts';
import { useWorkbench } from '../parts/context.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { TriedFact } from './tried-fact.tsx';

interface SignatureCardProps {
  signature: SignatureReport;
  message: InspectedMessage;
  onTrust: () => void;
}

/** One signature inside the XML. */
export function SignatureCard({ signature, message, onTrust }: SignatureCardProps) {
  const { view, trust } = useWorkbench();
  const at = receivedAt(message, trust.at.value);
  const { element, signed, embedded, certificate } = signature;
  const told = signatureGroup(signature);
  const words = explainSignature(message.findings, signature.outcome, element.start) ?? told.note;
  const needsKey = signature.outcome === 'unknown' || signature.reason === 'wrong-key';
  return (
    <Card title={toVisibleString(told.title)} aside={<Badge verdict={signatureVerdict(signature)} />}>
      {words !== null && <p class="card-note">{toVisibleString(words)}</p>}
      <Steps signature={signature} />
      <Facts>
        <TriedFact tried={signature.tried} />
      </Facts>
      <div class="card-actions">
        <button
          type="button"
          class="button small"
          onClick={() =>
            view.showInXml({ message: message.index, start: (signed ?? element).start, end: (signed ?? element).end })
          }
        >
          <Icon name="target" />
          <span>{signed === null ? 'Show the signature in XML' : 'Show what is signed'}</span>
        </button>
        {needsKey && (
          <button type="button" class="button small" onClick={onTrust}>
            <Icon name="trust" />
            <span>Give metadata or a certificate</span>
          </button>
        )}
      </div>
      {certificate !== null && certificate.sha256 !== embedded?.sha256 && (
        <CertificateFacts title="Verified by" certificate={certificate} at={at} />
      )}
      {embedded !== null && (
        <CertificateFacts
          title={
            certificate?.sha256 === embedded.sha256 && signature.outcome === 'valid'
              ? 'Verified by, and embedded'
              : 'Embedded in the signature'
          }
          certificate={embedded}
          at={at}
          offerTrust={needsKey}
        />
      )}
    </Card>
  );
}

/** What is done to verify it, step by step, as far as it got. */
function Steps({ signature }: { signature: SignatureReport }) {
  const { trust } = useWorkbench();
  return (
    <ol class="steps" aria-label="Steps of verifying it">
      {signatureSteps(signature, trust.knowledge.value.keys).map(({ name, text, verdict }) => (
        <li key={name}>
          <OutcomeIcon outcome={verdict.outcome} word={verdict.word} />
          <span>
            <span class="quiet">{name}</span> <Value text={text} />
          </span>
        </li>
      ))}
    </ol>
  );
}
