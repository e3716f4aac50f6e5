import { defineCheck, fail, pass } from '../engine/define-check.ts';

type Variant = 'ok' | 'duplicate' | 'escaped-name' | 'both' | 'algorithm-missing' | 'signature-lost';

const NAMES = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding'];

/** The query has each parameter once, by its plain name, and one message: else two readers see two messages. */
export const redirectParameters = defineCheck({
  code: 'redirect-parameters',
  rank: 180,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-bindings 3.4.4.1',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  brings: ['logout-unsigned', 'signature-missing'],
  variants: ['ok', 'duplicate', 'escaped-name', 'both', 'algorithm-missing', 'signature-lost'],
  run: ({ subject }) => {
    const { receivedUrl, wire, message } = subject;
    if (receivedUrl === null || wire?.binding !== 'redirect') return [];
    return judge(namesOf(receivedUrl)).map(({ variant, received }) => {
      const evidence = { at: message.element, received };
      if (variant === 'ok') return pass('ok', evidence);
      // Whether a signature is wanted at all is for others to say.
      return fail(variant, HALVES.has(variant) ? { ...evidence, severity: 'warning' } : evidence);
    });
  },
});

const HALVES: ReadonlySet<Variant> = new Set<Variant>(['algorithm-missing', 'signature-lost']);

function judge(names: readonly string[]): { variant: Variant; received: string | null }[] {
  const decoded = names.map(decode);
  const wrong: { variant: Variant; received: string | null }[] = [];
  const escaped = names.filter((name, index) => name !== decoded[index] && NAMES.includes(decoded[index] ?? ''));
  if (escaped[0] !== undefined) wrong.push({ variant: 'escaped-name', received: escaped[0] });
  const repeated = NAMES.filter((name) => decoded.indexOf(name) !== decoded.lastIndexOf(name));
  if (repeated[0] !== undefined) wrong.push({ variant: 'duplicate', received: repeated[0] });
  if (decoded.includes('SAMLRequest') && decoded.includes('SAMLResponse'))
    wrong.push({ variant: 'both', received: null });
  if (decoded.includes('Signature') && !decoded.includes('SigAlg'))
    wrong.push({ variant: 'algorithm-missing', received: 'Signature' });
  if (decoded.includes('SigAlg') && !decoded.includes('Signature'))
    wrong.push({ variant: 'signature-lost', received: 'SigAlg' });
  return wrong.length > 0 ? wrong : [{ variant: 'ok', received: null }];
}

function namesOf(url: string): string[] {
  const query = (url.split('#')[0] ?? '').split('?').slice(1).join('?');
  return query.split('&').map((part) => part.split('=')[0] ?? '');
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Not a parameter of ours, whatever it is: a broken escape decodes to none of the names.
    return name;
  }
}
