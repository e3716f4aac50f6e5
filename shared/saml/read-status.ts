import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Status } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { childText, deepText, trimXml } from './read-parts.ts';

/** More levels than this are nobody's status; the standard itself uses two. */
const MAX_LEVELS = 8;

/** The Status child of a response (saml-core 3.2.2.1); null if it has none. */
export function readStatus(response: XmlElement): Status | null {
  const element = firstChild(response, NAMESPACE.protocol, 'Status');
  if (element === null) return null;
  const detail = firstChild(element, NAMESPACE.protocol, 'StatusDetail');
  return {
    element,
    codes: readCodes(element),
    message: childText(element, NAMESPACE.protocol, 'StatusMessage'),
    detail: detail === null ? null : trimXml(deepText(detail).replace(/[ \t\r\n]+/g, ' ')),
  };
}

function readCodes(status: XmlElement): string[] {
  const codes: string[] = [];
  let code = firstChild(status, NAMESPACE.protocol, 'StatusCode');
  while (code !== null && codes.length < MAX_LEVELS) {
    codes.push(trimXml(attributeOf(code, 'Value') ?? ''));
    code = firstChild(code, NAMESPACE.protocol, 'StatusCode');
  }
  return codes;
}
