import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { wantedContext } from '../engine/wanted-context.ts';

/** How strong the classes are that everybody ranks alike; others cannot be compared (saml-authn-context 3.4). */
const STRENGTH: readonly (readonly [RegExp, number])[] = [
  [/:(?:unspecified|PreviousSession|InternetProtocol)$/, 0],
  [/:Password$/, 1],
  [/:(?:PasswordProtectedTransport|InternetProtocolPassword)$/, 2],
  [/:(?:MobileTwoFactor(?:Contract|Unregistered)|TimeSyncToken|Smartcard|SmartcardPKI|SoftwarePKI|X509|TLSClient)$/, 3],
  [/refeds\.org\/profile\/mfa$|\/multipleauthn$/, 3],
];

/** Where the request asked for a minimum, the user was authenticated that well. */
export const authnContextWeaker = defineCheck({
  code: 'authn-context-weaker',
  rank: 980,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 3.3.2.2.1',
  appliesTo: ['Response'],
  variants: ['ok', 'weaker'],
  run: (context) => {
    const wanted = wantedContext(context);
    if (wanted === null || !/^(?:minimum|better)$/.test(wanted.comparison)) return [];
    const least = Math.min(...wanted.classRefs.map((each) => strengthOf(each) ?? 0));
    const severity = wanted.insists ? 'error' : 'warning';
    return context.assertions
      .flatMap(({ authnStatements }) => authnStatements)
      .flatMap(({ element, classRef }) => {
        const strength = strengthOf(classRef ?? '');
        const evidence = { at: element, expected: wanted.classRefs.join(', '), received: classRef };
        if (strength === null) return [];
        return [strength < least ? fail('weaker', { ...evidence, severity }) : pass('ok', evidence)];
      });
  },
});

function strengthOf(classRef: string): number | null {
  return STRENGTH.find(([form]) => form.test(classRef))?.[1] ?? null;
}
