import { WorkbenchError } from '#shared/base/errors.ts';
import { submitWay } from '#shared/flows/submit-way.ts';
import { metaPolicies } from '#shared/http/content-policy.ts';
import { readHtml } from '#shared/wire/read-message.ts';
import { rootName } from '#shared/wire/root-name.ts';
import { type HtmlForm, scanForms } from '#shared/wire/scan-html.ts';
import { escapeHtml } from '#shared/xml/escape.ts';
import { redactPolicy } from './redact-headers.ts';
import { RedactionError } from './redaction-error.ts';
import type { Redactor } from './redactor.ts';
import { unreadableEnvelope } from './unreadable.ts';

/**
 * The text of a response: of a page only the forms that carry a message are made again, everything else in it goes; XML is
 * redacted as XML. Null where nothing is left.
 */
export function redactResponseText(text: string, redactor: Redactor): string | null {
  const { name, html } = rootName(text);
  if (!html && /^\s*</.test(text) && name.toLowerCase() !== 'html') {
    const xml = redactXmlOrNull(text, redactor);
    if (xml !== null) return xml;
  }
  redactor.count('page');
  return readHtml(text).length === 0 ? null : redactHtml(text, redactor);
}

/** XML that a body holds; an envelope that is no XML becomes one that is none either, other text that is none gives null. */
export function redactXmlOrNull(text: string, redactor: Redactor): string | null {
  try {
    return redactor.xml(text.trimStart());
  } catch (error) {
    if (!(error instanceof WorkbenchError) || RedactionError.is(error, 'redaction-too-large')) throw error;
    const isEnvelope = /(?:^|:)Envelope$/.test(rootName(text).name) && text.includes(':SAML:');
    return isEnvelope ? unreadableEnvelope(text, error, redactor) : null;
  }
}

/** A page made anew of its forms: their actions, methods and fields, redacted, and how the page sends them by itself. */
export function redactHtml(html: string, redactor: Redactor): string {
  const forms = scanForms(html).filter(({ fields }) => fields.length > 0);
  const way = submitWay(html) ?? [];
  const body = way.includes('attribute') ? '<body onload="document.forms[0].submit()">' : '<body>';
  const script = way.includes('element') ? '<script>document.forms[0].submit()</script>\n' : '';
  const written = forms.map((form) => writeForm(form, redactor)).join('');
  const head = metaPolicies(html).map((policy) => writePolicy(redactPolicy(policy, redactor)));
  return `<!DOCTYPE html>\n<html>\n${head.join('')}${body}\n${written}${script}</body>\n</html>\n`;
}

function writePolicy(policy: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">\n`;
}

function writeForm({ action, method, fields }: HtmlForm, redactor: Redactor): string {
  const target = action === '' ? '' : ` action="${escapeHtml(redactor.url(action.trim(), 'kept'))}"`;
  const inputs = redactor
    .parameters(fields)
    .map(({ name, value }) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">\n`);
  return `<form method="${method}"${target}>\n${inputs.join('')}</form>\n`;
}
