import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import { toShortUri } from '../../store/describe-message.ts';
import { explainSignature, verdictOfSignature } from '../../store/signature-words.ts';
import { Badge } from '../parts/badge.tsx';
import { Card, Fact, Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { TriedFact } from './tried-fact.tsx';

interface RedirectSignatureCardProps {
  signature: RedirectSignatureReport;
  /** When the message was received, in milliseconds. */
  at: number | null;
  onTrust: () => void;
}

/** The signature in the parameters of a message, by redirect (saml-bindings 3.4.4.1) or by SimpleSign. */
export function RedirectSignatureCard({ signature, at, onTrust }: RedirectSignatureCardProps) {
  return (
    <Card title="On the URL's parameters" aside={<Badge verdict={verdictOfSignature(signature)} />}>
      <p class="card-note">{explainSignature(signature)}</p>
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
