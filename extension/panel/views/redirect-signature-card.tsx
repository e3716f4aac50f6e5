import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Fact, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { toShortUri } from '../../store/describe-message.ts';
import { explainSignature, verdictOfSignature } from '../../store/signature-words.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { TriedFact } from './tried-fact.tsx';

interface RedirectSignatureCardProps {
  signature: RedirectSignatureReport;
  findings: readonly Finding[];
  /** When the message was received, in milliseconds. */
  at: number | null;
  onTrust: () => void;
}

/** The signature in the parameters of a message, by redirect (saml-bindings 3.4.4.1) or by SimpleSign. */
export function RedirectSignatureCard({ signature, findings, at, onTrust }: RedirectSignatureCardProps) {
  const words = explainSignature(findings, signature.outcome, null);
  return (
    <Card title="On the URL's parameters" aside={<Badge verdict={verdictOfSignature(signature)} />}>
      {words !== null && <p class="card-note">{toVisibleString(words)}</p>}
      <Facts>
        <Fact name="Algorithm" value={toShortUri(signature.algorithm)} note={signature.algorithm} />
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
