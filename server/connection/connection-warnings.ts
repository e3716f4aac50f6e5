import { pickSignOn } from '#server/saml/pick-endpoint.ts';
import type { ConnectionWarning } from '#shared/api/connections.ts';
import { durationWords } from '#shared/base/duration-words.ts';
import { momentWords } from '#shared/base/instant.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { RegisteredConnection } from './registered-connection.ts';
import type { ConnectionRegistry } from './registry.ts';
import { hasIdp } from './service.ts';

const DAY = 86_400_000;
/** Somebody has to write to the other side, and the other side has to act. */
const CERTIFICATE_SOON = 30 * DAY;
/** Whoever publishes metadata renews it by a machine, long before. */
const METADATA_SOON = 2 * DAY;

/** What an administrator should do something about before a login fails, the worst first. */
export function connectionWarnings(
  registry: ConnectionRegistry,
  { prefix, service }: RegisteredConnection,
): readonly ConnectionWarning[] {
  const now = registry.environment.clock();
  const status = registry.metadata.status(prefix);
  const certificates = service?.settings.connection.idp?.certificates ?? [];
  const warnings = certificates.flatMap(
    (certificate) => certificateWarning(certificate, now, certificates.length) ?? [],
  );
  const end = status?.validUntil ?? null;
  if (end !== null && end - now < METADATA_SOON) {
    const message =
      end <= now
        ? `The metadata of the identity provider was valid until ${momentWords(end)}: nobody can log in.`
        : `The metadata of the identity provider is valid for ${durationWords(end - now)} more; then nobody can log in.`;
    warnings.unshift({ code: end <= now ? 'metadata-ended' : 'metadata-ends-soon', message });
  }
  if (
    service !== null &&
    hasIdp(service) &&
    service.settings.methods.includes('saml') &&
    pickSignOn(service.settings.connection) === null
  )
    warnings.unshift({
      code: 'idp-address-missing',
      message:
        'The identity provider names no address to which this connection could send a browser to log in (https or http, by a binding that may be used): nobody can log in.',
    });
  if (status?.problem) warnings.push({ code: 'metadata-not-refreshed', message: status.problem });
  return warnings;
}

/** A certificate that has ended is still believed (its key is trusted by metadata), but others may look at its dates. */
function certificateWarning({ subject, notAfter }: Certificate, now: number, count: number): ConnectionWarning | null {
  if (notAfter - now > CERTIFICATE_SOON) return null;
  const which = `${count === 1 ? 'The certificate' : 'One certificate'} of the identity provider (${visibleText(subject, 200)})`;
  return notAfter <= now
    ? { code: 'idp-certificate-expired', message: `${which} has expired on ${momentWords(notAfter)}.` }
    : { code: 'idp-certificate-expires-soon', message: `${which} expires in ${durationWords(notAfter - now)}.` };
}
