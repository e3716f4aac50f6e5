import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { escapeHtml } from '#shared/xml/escape.ts';
import { WireError } from './wire-error.ts';

/** The value of `SAMLRequest` or `SAMLResponse` on the POST binding: base64 of the UTF-8 bytes (saml-bindings 3.5.4). */
export function writePostValue(xml: string): string {
  return encodeBase64(encodeUtf8(xml));
}

export interface PostForm {
  /** Absolute http or https URL that the form is sent to. */
  readonly action: string;
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  /** From `writePostValue`. */
  readonly value: string;
  readonly relayState?: string | null;
  /** Fresh for each page; the page's Content-Security-Policy names it: see `writePostForm`. */
  readonly nonce: string;
}

/**
 * An HTML page that posts a message by itself, and by its button where scripts do not run (saml-bindings 3.5.4).
 *
 * It works under `Content-Security-Policy: default-src 'none'; script-src 'nonce-<nonce>'; base-uri 'none'`. A
 * `form-action` must, if there is one, allow the action and, in Chromium, wherever that redirects to. Its icon is none,
 * said so: with `img-src data:` no browser asks for one that the policy forbids, which it would count as the page's error.
 *
 * @throws WorkbenchError `form-action-forbidden` if the action is not an http or https URL
 */
export function writePostForm({ action, parameter, value, relayState, nonce }: PostForm): string {
  const hasRelayState = relayState !== undefined && relayState !== null;
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Continue</title><link rel="icon" href="data:,"></head>
<body>
<form method="post" action="${escapeHtml(checkAction(action))}">
${writeField(parameter, value)}${hasRelayState ? writeField('RelayState', relayState) : ''}<p>You are being signed in or out. If nothing happens, press Continue.</p>
<button type="submit">Continue</button>
</form>
<script nonce="${escapeHtml(nonce)}">document.forms[0].submit()</script>
</body>
</html>
`;
}

function writeField(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">\n`;
}

/** An address may come from metadata that somebody else wrote: `javascript:` is an address, too. */
function checkAction(action: string): string {
  const url = URL.parse(action);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return action;
  throw new WireError('form-action-forbidden', { action });
}
