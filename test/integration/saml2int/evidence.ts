import { WorkbenchError } from '#shared/base/errors.ts';
import { isRsaKey } from '#shared/crypto/encryption/private-key.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { EntityDetails } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseParameters } from '#shared/wire/parameters.ts';
import { readFormParameters } from '#shared/wire/read-message.ts';
import { readParameters } from '#shared/wire/read-parameters.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { Visit } from '#test/fixtures/http-browser.ts';

/** One message as a browser carried it. */
export interface Carried {
  readonly binding: 'redirect' | 'post';
  /** Where it went, without its query. */
  readonly url: string;
  readonly framed: boolean;
  readonly parameter: string;
  readonly xml: string;
  /** Of a redirect, exactly as it was. */
  readonly query: string;
}

/** What a support desk has: metadata of the SP, a recording of one login and the logouts from both sides. */
export interface SpEvidence {
  readonly metadata: string;
  /** Messages that the SP sent, in order. */
  readonly sent: readonly Carried[];
  /** The Response as the SP's key opens it. */
  readonly response: string;
}

/** The message of a visit; null: it carries none. */
export function carriedBy({ url, body, framed }: Visit): Carried | null {
  const query = url.split('?')[1] ?? '';
  const reading = body === null ? readParameters(parseParameters(query), 'query')[0] : fromForm(body);
  const wire: WireMessage | null = reading?.wire ?? null;
  if (wire === null || wire.parameter === null) return null;
  const binding = body === null ? 'redirect' : 'post';
  return { binding, url: url.split('?')[0] ?? '', framed, parameter: wire.parameter, xml: wire.xml, query };
}

function fromForm(body: string) {
  const ours = parseParameters(body).filter(({ name }) => /^SAML(?:Request|Response)$/.test(name));
  return readFormParameters(ours)[0];
}

/** What is read of a message. */
export function messageIn({ xml }: Pick<Carried, 'xml'>): SamlMessage {
  return readMessage(parseXml(xml));
}

/** The SP's entity; null where the metadata cannot be read. */
export function entityIn({ metadata }: SpEvidence): EntityDetails | null {
  try {
    const message = readMessage(parseXml(metadata));
    const [entity] = message.kind === 'Metadata' ? message.entities : [];
    return entity === undefined ? null : readEntityDetails(entity);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** The message changed, and signed again by the SP: nothing else about it is wrong. */
export async function rewritten(
  carried: Carried,
  change: (xml: string) => string,
  spKey: string,
  algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
): Promise<Carried> {
  const xml = change(carried.xml);
  if (xml === carried.xml && algorithm.endsWith('rsa-sha256')) throw new Error('the twin changes nothing');
  if (!isRsaKey(spKey)) throw new Error('an RSA key is needed');
  const key = await importPrivateKey(spKey, algorithm);
  const query = await writeRedirectQuery({
    parameter: carried.parameter === 'SAMLResponse' ? 'SAMLResponse' : 'SAMLRequest',
    xml,
    relayState: null,
    signer: { algorithm, sign: (octets) => signOctets(octets, key, algorithm) },
  });
  return { ...carried, xml, query };
}
