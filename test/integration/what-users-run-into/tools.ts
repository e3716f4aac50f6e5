import { readFileSync } from 'node:fs';
import { makeWorkplace, run, type Workplace } from '#test/fixtures/outside-tool.ts';
import { signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';

/** Does something with a folder that is gone afterwards. */
export function inWorkplace<Result>(work: (place: Workplace) => Result): Result {
  const place = makeWorkplace();
  try {
    return work(place);
  } finally {
    place.remove();
  }
}

/** A key and its certificate in PEM. */
export interface PemPair {
  readonly key: string;
  readonly certificate: string;
}

/** A response that its sender would have made otherwise: changed, and each element that was signed signed anew by xmlsec1. */
export function madeOtherwise(xml: string, pair: PemPair, change: (xml: string) => string): string {
  const signed = [
    ...xml.matchAll(
      /<((?:samlp|saml):(?:Response|Assertion))\b[^>]*?\bID="([^"]+)"[^>]*>\s*<saml:Issuer[^>]*>[^<]*<\/saml:Issuer>\s*<(?:ds:)?Signature/g,
    ),
  ];
  const bare = xml.replace(/<(ds:)?Signature[\s>][\s\S]*?<\/\1?Signature>/g, '');
  const changed = change(bare);
  if (changed === bare) throw new Error('nothing was changed');
  const ids = signed
    .map(([, , id = '']) => id)
    .filter((id) => changed.includes(`ID="${id}"`))
    .reverse();
  return inWorkplace((place) => ids.reduce((text, id) => signOne(place, pair, text, id), changed));
}

function signOne(place: Workplace, { key, certificate }: PemPair, xml: string, id: string): string {
  place.write('signer.key', key);
  place.write('signer.crt', certificate);
  const files = { keyFile: `${place.folder}/signer.key`, certificateFile: `${place.folder}/signer.crt` };
  return signWithXmlsec1(place, { ...files, keyPem: key, certificatePem: certificate }, xml, {
    id,
    signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
}

/** The signature of a text with RSA and SHA-256, in base64, by openssl. */
export function signedByOpenssl(octets: string, key: string): string {
  return inWorkplace((place) => {
    const out = `${place.folder}/signature`;
    const files = [place.write('key.pem', key), '-out', out, place.write('octets', octets)];
    run('openssl', ['dgst', '-sha256', '-sign', ...files]);
    return readFileSync(out).toString('base64');
  });
}
