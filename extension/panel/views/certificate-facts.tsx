import { momentWords } from '#shared/base/instant.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Fact, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { describeCertificateAge, toFingerprint, toPem } from '../../store/certificates.ts';
import { useWorkbench } from '../parts/context.ts';

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
        <Fact name="Subject" value={certificate.subject} />
        <Fact name="Issuer" value={certificate.issuer === certificate.subject ? null : certificate.issuer} />
        <Fact
          name="Valid"
          value={`${momentWords(certificate.notBefore)} to ${momentWords(certificate.notAfter)}`}
          note={describeCertificateAge(certificate, at ?? Date.now())}
        />
        <Fact
          name="Key"
          value={`${certificate.curve ?? certificate.keyType} ${certificate.curve === null && certificate.keyBits > 0 ? `${certificate.keyBits} bits` : ''}`.trim()}
        />
        <Fact name="SHA-256" value={toFingerprint(certificate.sha256)} copy />
        <Fact name="SHA-1" value={toFingerprint(certificate.sha1)} copy />
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
