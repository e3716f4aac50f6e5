import type { Certificate } from '#shared/crypto/certificate.ts';
import { certificateFacts } from '#shared/explain/facts/certificate-facts.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { toPem } from '../../store/trust/certificates.ts';
import { useWorkbench } from '../parts/context.ts';
import { FactRows } from '../parts/fact-rows.tsx';

interface CertificateFactsProps {
  title: string;
  certificate: Certificate;
  /** When the message was received, in milliseconds; null where that is not known: its validity is then told as of now. */
  at: number | null;
  /** Offers to vouch for it. */
  offerTrust?: boolean;
}

/** A certificate: whose, from when until when, by which fingerprint to compare it, and as a file. */
export function CertificateFacts({ title, certificate, at, offerTrust = false }: CertificateFactsProps) {
  const { trust, notices } = useWorkbench();
  const pem = () => toPem(certificate);
  const trustIt = async () => {
    await trust.add(pem(), 'embedded in a message');
    notices.show(
      'neutral',
      `Trusted until this page is closed: ${certificate.subject}. Compare its fingerprint with the IdP's own.`,
    );
  };
  return (
    <div class="certificate">
      <h4>{title}</h4>
      <Facts>
        <FactRows facts={certificateFacts(certificate, at ?? Date.now())} />
      </Facts>
      <div class="card-actions">
        <button
          type="button"
          class="button small"
          onClick={() => saveFile(`certificate-${certificate.sha256.slice(0, 8)}.pem`, 'application/x-pem-file', pem())}
        >
          <Icon name="save" />
          <span>Save as PEM</span>
        </button>
        <CopyButton text={pem} label="the certificate as PEM" withWord />
        {offerTrust && (
          <button type="button" class="button small" onClick={() => trustIt().catch(notices.showError)}>
            <Icon name="trust" />
            <span>Trust this certificate</span>
          </button>
        )}
      </div>
    </div>
  );
}
