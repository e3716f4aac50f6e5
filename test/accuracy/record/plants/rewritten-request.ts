import { createSign } from 'node:crypto';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Pair, Plant } from '../pair.ts';

/** A deflate stream as DEFLATE has it, and one that its writer flushed and never ended (rfc1951 3.2.3: no block is the last). */
export const DEFLATED = {
  whole: (text: string) => deflateRawSync(text),
  'without-end': (text: string) => deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }),
} as const;

/**
 * The SP makes its login request otherwise, deflates it so, and signs it as ever; its party has to give its key.
 * @param change of the XML
 */
export function rewrittenRequest(
  change: (xml: string) => string,
  deflate: (text: string) => Buffer = DEFLATED.whole,
): NonNullable<Plant['location']> {
  return (to, { idp, sp }: Pair) => {
    if (!to.startsWith(idp.sso)) return to;
    const url = new URL(to);
    const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8');
    const fields = [
      ['SAMLRequest', deflate(change(xml)).toString('base64')],
      ['RelayState', url.searchParams.get('RelayState')],
      ['SigAlg', url.searchParams.get('SigAlg')],
    ] as const;
    const query = fields
      .flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
      .join('&');
    const signature = createSign('RSA-SHA256')
      .update(query)
      .sign(sp.key ?? '', 'base64');
    return `${idp.sso}?${query}&Signature=${encodeURIComponent(signature)}`;
  };
}
