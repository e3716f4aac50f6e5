import { describe, expect, it } from 'vitest';
import { formActionAgainst, frameAncestorsAgainst, inlineScriptsAgainst } from '#shared/http/content-policy.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';

const page = (policy: string | null, name = 'Content-Security-Policy') =>
  exchangeOf('p', START, {
    url: 'https://idp.example/sso',
    responseHeaders: policy === null ? [] : [{ name, value: policy }],
  });
const ACS = 'https://sp.example/acs';

describe('form-action', () => {
  it.each([
    ["form-action 'self'", "'self'"],
    ["default-src *; form-action 'none'", "'none'"],
    ['form-action https://other.example', 'https://other.example'],
    ['form-action https://sp.example:8443', 'https://sp.example:8443'],
    ["form-action 'self' https://*.sp.example", "'self' https://*.sp.example"],
    ["form-action 'self'; form-action *", "'self'"],
    ["form-action *, form-action 'self'", "'self'"],
  ])('keeps a form back: %s', (policy, list) => {
    expect(formActionAgainst(page(policy), ACS)).toBe(list);
  });

  it.each([
    "default-src 'self'",
    "form-action 'self' https://sp.example",
    'form-action https:',
    'form-action *',
    'form-action *.example',
    'form-action sp.example',
    'form-action https://sp.example/acs',
    'FORM-ACTION HTTPS://SP.EXAMPLE',
    'form-action http://sp.example:*',
  ])('lets it go: %s', (policy) => {
    expect(formActionAgainst(page(policy), ACS)).toBeNull();
  });

  it('is none where the policy only reports', () => {
    expect(formActionAgainst(page("form-action 'self'", 'Content-Security-Policy-Report-Only'), ACS)).toBeNull();
  });
});

describe('scripts in the page', () => {
  it.each([
    ["default-src 'self'", 'element', "'self'"],
    ["script-src 'self' https://cdn.example", 'element', "'self' https://cdn.example"],
    ["script-src 'nonce-abc'", 'attribute', "'nonce-abc'"],
    ["script-src-attr 'none'; script-src 'unsafe-inline'", 'attribute', "'none'"],
  ] as const)('are kept from running: %s (%s)', (policy, kind, list) => {
    expect(inlineScriptsAgainst(page(policy), kind)).toBe(list);
  });

  it.each([
    ["form-action 'self'", 'element'],
    ["script-src 'unsafe-inline'", 'attribute'],
    ["script-src 'nonce-abc'", 'element'],
    ["script-src 'sha256-abc=' 'unsafe-hashes'", 'attribute'],
  ] as const)('run, or may: %s (%s)', (policy, kind) => {
    expect(inlineScriptsAgainst(page(policy), kind)).toBeNull();
  });
});

describe('frame-ancestors', () => {
  it('keeps an answer out of the frames of others', () => {
    expect(frameAncestorsAgainst(page("frame-ancestors 'none'"), null)).toBe("'none'");
    expect(frameAncestorsAgainst(page("frame-ancestors 'self'"), 'https://portal.example/')).toBe("'self'");
    expect(frameAncestorsAgainst(page("frame-ancestors 'self'"), null)).toBeNull();
    expect(
      frameAncestorsAgainst(page('frame-ancestors https://portal.example'), 'https://portal.example/x'),
    ).toBeNull();
    expect(frameAncestorsAgainst(page(null), 'https://portal.example/')).toBeNull();
  });
});
