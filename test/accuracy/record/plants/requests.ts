import { freePort } from '#test/fixtures/free-port.ts';
import type { REQUEST_KINDS } from '../../kinds/requests.ts';
import { passTo, startNginx } from '../nginx.ts';
import type { Pair, Plant } from '../pair.ts';
import { otherPair } from './messages.ts';
import { DEFLATED, rewrittenRequest } from './rewritten-request.ts';

const OLD_KEY = (await otherPair('old key of the SP')).certificate.replace(/-----[A-Z ]+-----|\s/g, '');

/** How each kind of them is planted. */
export const REQUEST_PLANTS: Readonly<Record<(typeof REQUEST_KINDS)[number]['code'], Plant>> = {
  'request-unsigned': rewritten((query) => query.replace(/&(?:SigAlg|Signature)=[^&]*/g, '')),
  'request-re-encoded': rewritten((query) =>
    query
      .replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase())
      .replace(/&Signature=.*/, (all) => all.replace(/%[0-9a-f]{2}/g, (octet) => octet.toUpperCase())),
  ),
  'request-algorithm-dropped': rewritten((query) => query.replace(/&SigAlg=[^&]*/, '')),
  'deflate-without-end': { location: rewrittenRequest((xml) => xml, DEFLATED['without-end']) },
  'sp-unknown': { spAsKnown: () => null },
  'acs-unregistered': {
    spAsKnown: withOldAddress,
    given: ({ idp, sp }) => [idp.metadata, withOldAddress(sp.metadata)],
  },
  'request-key-old': { spAsKnown: withOldKey },
  passive: { sp: { asks: { passive: true } } },
  'name-id-policy': { sp: { asks: { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' } } },
  'url-too-long': {
    front: {
      of: 'idp',
      start: (origin) =>
        startNginx(origin, {
          server: (behind) =>
            `large_client_header_buffers 2 512; client_header_buffer_size 512; location / { ${passTo(behind)} }`,
        }),
    },
  },
  'idp-down': {
    front: {
      of: 'idp',
      start: async (origin) => {
        const port = await freePort();
        return startNginx(origin, { server: () => `location / { proxy_pass http://127.0.0.1:${port}; }` });
      },
    },
  },
};

/** Something in front of the SP writes the query of its redirect in another way. */
function rewritten(change: (query: string) => string): Plant {
  return {
    location: (to, { idp }: Pair) => {
      if (!to.startsWith(idp.sso)) return to;
      const [path = '', query = ''] = to.split('?');
      return `${path}?${change(query)}`;
    },
  };
}

function withOldAddress(metadata: string): string {
  return metadata.replace(
    /(<(?:\w+:)?AssertionConsumerService\b[^>]*\sLocation=")[^"]*/g,
    '$1https://old-portal.example/saml/acs',
  );
}

function withOldKey(metadata: string): string {
  return metadata.replace(/(<(?:\w+:)?X509Certificate>)[^<]*/g, `$1${OLD_KEY}`);
}
