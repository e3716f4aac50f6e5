import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import { parameterSignatureGroup, signatureVerdict } from '#shared/explain/facts/signature-facts.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { explainSignature } from '../../store/flow/explain.ts';
import { FactRows } from '../parts/fact-rows.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { TriedFact } from './tried-fact.tsx';

interface RedirectSignatureCardProps {
  signature: RedirectSignatureReport;
  /** By SimpleSign: the parameters are those of a form. */
  isForm: boolean;
  findings: readonly Finding[];
  /** When the message was received, in milliseconds. */
  at: number | null;
  onTrust: () => void;
}

/** The signature in the parameters of a message, by redirect (saml-bindings 3.4.4.1) or by SimpleSign. */
export function RedirectSignatureCard({ signature, isForm, findings, at, onTrust }: RedirectSignatureCardProps) {
  const told = parameterSignatureGroup(signature, isForm);
  const words = explainSignature(findings, signature.outcome, null) ?? told.note;
  return (
    <Card title={told.title} aside={<Badge verdict={signatureVerdict(signature)} />}>
      {words !== null && <p class="card-note">{toVisibleString(words)}</p>}
      <Facts>
        <FactRows facts={told.facts} />
        <TriedFact tried={signature.tried} />
      </Facts>
      {signature.outcome !== 'valid' && (
        <div class="card-actions">
          <button type="button" class="button small" onClick={onTrust}>
            <Icon name="trust" />
            <span>Give metadata or a certificate</span>
          </button>
        </div>
      )}
      {signature.certificate !== null && (
        <CertificateFacts
          title={signature.outcome === 'valid' ? 'Verified by' : 'Came with the signature'}
          certificate={signature.certificate}
          at={at}
        />
      )}
    </Card>
  );
}
