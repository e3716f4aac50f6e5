import { describe, expect, test } from 'vitest';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { ADVICE_WHEN, type AdviceWhen, advises } from '#shared/explain/words/vendors/advice-when.ts';
import { VENDOR_HINTS } from '#shared/explain/words/vendors/all-vendors.ts';
import { type Advice, advicesIn } from '#shared/explain/words/vendors/vendor-hints.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';

interface Row {
  readonly product: string;
  readonly code: FindingCode;
  readonly advice: Advice;
}

/** Every advice of every product. */
const ROWS: readonly Row[] = Object.entries(VENDOR_HINTS).flatMap(([product, hints]) =>
  Object.keys(hints)
    .filter(isCode)
    .flatMap((code) => advicesIn(hints, code).map((advice) => ({ product, code, advice }))),
);

function isCode(code: string): code is FindingCode {
  return Object.hasOwn(ALL_WORDS, code);
}

function found({ product, code }: Row, { from, kinds, variants }: AdviceWhen, more: Partial<Finding> = {}): Finding {
  return makeFinding({
    code,
    severity: 'error',
    message: 0,
    kind: kinds?.[0] ?? 'Response',
    path: '/',
    clause: '',
    variant: variants?.[0] ?? Object.keys(ALL_WORDS[code]).find((name) => name !== 'ok') ?? '',
    facts: {
      ...(product === 'Qlik Sense' ? { service: product } : { vendor: product }),
      ...(from === undefined ? {} : { sender: from }),
    },
    owner: 'idp',
    ...more,
  });
}

const other = (side: 'idp' | 'sp'): 'idp' | 'sp' => (side === 'idp' ? 'sp' : 'idp');

describe.each(ROWS)('$product on $code', (row) => {
  const { when, text } = row.advice;

  test('is given where its condition is met', () => {
    expect(wordsFor(found(row, when)).fix).toContain(text);
  });

  test('and not where nothing is wrong, or nobody can tell', () => {
    expect(wordsFor(found(row, when, { outcome: 'pass' })).fix).not.toContain(text);
    expect(wordsFor(found(row, when, { outcome: 'unknown' })).fix).not.toContain(text);
  });

  test('nor for what the other side sent, another kind of message, another variant, another product', () => {
    const { from, variants } = when;
    if (from !== undefined) expect(advises(when, found(row, { ...when, from: other(from) }))).toBe(false);
    if (when.kinds !== undefined)
      expect(advises(when, found(row, { ...when, kinds: ['ArtifactResolve'] }))).toBe(false);
    if (variants !== undefined) expect(advises(when, found(row, { ...when, variants: ['elsewhere'] }))).toBe(false);
    const facts = { vendor: 'Another product', service: 'Another', sender: from ?? 'idp' };
    expect(wordsFor(found(row, when, { facts })).fix).not.toContain(text);
  });
});

/** What is to be set about requests; everything else must not be said of one. */
const OF_REQUESTS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'acs-url-unregistered',
  'acs-index-unregistered',
  'requested-context-exact',
]);

/** What is of the whole flow, of logouts, or is set at both sides by one setting. */
const OF_BOTH: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'logout-endpoint-missing',
  'logout-binding-mismatch',
  'logout-answer-refused',
  'logout-unsigned',
  'logout-nameid-differs',
  'idp-initiated-refused',
  'relay-state-open-redirect',
]);

describe('a request of an SP', () => {
  const said = ROWS.filter((row) => {
    const request = found(row, { from: 'sp', kinds: ['AuthnRequest'] });
    return advises(row.advice.when, request) && !OF_REQUESTS.has(row.code) && !OF_BOTH.has(row.code);
  });

  test('is never advised on by the settings of responses', () => {
    expect(said.map(({ product, code }) => `${product}: ${code}`)).toEqual([
      'AD FS: signature-weak',
      'Qlik Sense: signature-weak',
    ]);
  });
});

describe('what a request did not ask for', () => {
  const ABOUT: Readonly<Record<string, RegExp>> = {
    'nameid-format': /AuthnContext|supportedPrincipals/,
    'authn-context': /Name ?ID|nameid/i,
    binding: /Name ?ID|AuthnContext/i,
  };

  test.each(Object.entries(ABOUT))('%s: no product advises on something else', (variant, not) => {
    const texts = ROWS.filter(({ code }) => code === 'status-request-cause').flatMap((row) => {
      const finding = found(row, { from: 'idp', kinds: ['Response'], variants: [variant] });
      return advises(row.advice.when, finding) ? [row.advice.text] : [];
    });
    for (const text of texts) expect(text).not.toMatch(not);
  });

  test.each(['InvalidNameIDPolicy', 'NoAuthnContext', 'NoPassive', 'UnsupportedBinding'])(
    '%s: a request without it is not to be changed, and one that was not recorded is not told about',
    (name) => {
      const words = ALL_WORDS['status-not-success'];
      expect(words[`${name}-not-asked`]?.fix).toMatch(/^Nothing is to be changed in the request\./);
      expect(words[`${name}-unseen`]?.fix).toMatch(/^The request is not in the recording\./);
      expect(words[`${name}-unseen`]?.title).not.toMatch(/asked for/);
    },
  );
});

test('every condition is of a code that some product has advice for', () => {
  const used = new Set(ROWS.map(({ code }) => code));
  expect(Object.keys(ADVICE_WHEN).filter((code) => isCode(code) && !used.has(code))).toEqual([]);
});

describe('a status of a logout', () => {
  const words = ALL_WORDS['status-not-success'];
  const own = Object.keys(words).filter((variant) => variant.startsWith('logout-'));

  test.each(own)('%s speaks of no password, no assignment, no claim rule, no ACS URL, no NameIDPolicy', (variant) => {
    const text = `${words[variant]?.title} ${words[variant]?.fix}`.replace('This is not about a password.', '');
    expect(text).not.toMatch(/password|assigned|claim|ACS|NameIDPolicy|AuthnContext|second factor/i);
    expect(text).toMatch(/logout/i);
  });
});
