import type { CheckContext } from '#shared/checks/engine/context.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

type Variant = 'scheme-relative' | 'backslash' | 'userinfo' | 'script' | 'control' | 'other-host';

/** RelayState does not lead out of the SP: who sends it on as an address would send the user anywhere. */
export const relayStateOpenRedirect = defineCheck({
  code: 'relay-state-open-redirect',
  rank: 800,
  owner: 'sp',
  severity: 'warning',
  clause: 'saml-bindings 3.4.3',
  appliesTo: ['Response', 'LogoutResponse'],
  variants: ['scheme-relative', 'backslash', 'userinfo', 'script', 'control', 'other-host'],
  run: (context) => {
    const relayState = context.subject.wire?.relayState ?? '';
    const variant = dangerOf(relayState, context);
    if (variant === null) return [];
    const severity = variant === 'other-host' ? 'info' : 'warning';
    return [fail(variant, { at: context.subject.message.element, received: relayState, severity })];
  },
});

/** What browsers make of it (WHATWG URL): they drop tabs and line ends, and read a backslash as a slash. */
function dangerOf(relayState: string, context: CheckContext): Variant | null {
  const isAddress = /^[\s\\/]*[\\/]|^\s*[a-z][a-z0-9+.-]*\s*:/i.test(relayState.slice(0, 200));
  if (!isAddress) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f]/.test(relayState)) return 'control';
  const text = relayState.trimStart();
  if (/^(?:javascript|data|vbscript):/i.test(text)) return 'script';
  const head = text.split(/[?#]/, 1)[0] ?? '';
  if (/^[\\/]{2}/.test(head) || /^[a-z]+:[\\/]*/i.test(head))
    return head.includes('\\') ? 'backslash' : ofUrl(text, context);
  return null;
}

function ofUrl(text: string, { expected }: CheckContext): Variant | null {
  if (text.startsWith('//')) return 'scheme-relative';
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.username !== '') return 'userinfo';
  const own = [...(expected.sp?.assertionConsumers ?? []), expected.receivedUrl ?? ''].flatMap(
    (address) => URL.parse(address)?.hostname ?? [],
  );
  return own.length > 0 && !own.includes(url.hostname) ? 'other-host' : null;
}
