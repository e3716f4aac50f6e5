import { childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { SoapFault, Status } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { deepText, trimXml } from './read-parts.ts';

/** A SOAP Fault (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4): what an endpoint answers that did not get to SAML at all. */
export function readSoapFault(element: XmlElement): SoapFault {
  return {
    kind: 'SoapFault',
    element,
    id: null,
    version: null,
    issueInstant: null,
    destination: null,
    issuer: null,
    consent: null,
    inResponseTo: null,
    status: element.namespace === NAMESPACE.soap12 ? readFault12(element) : readFault11(element),
  };
}

/** The parts have no namespace. */
function readFault11(element: XmlElement): Status {
  const code = textIn(element, '', 'faultcode');
  return {
    element,
    codes: code === null ? [] : [code],
    message: textIn(element, '', 'faultstring'),
    detail: textIn(element, '', 'detail'),
  };
}

function readFault12(element: XmlElement): Status {
  const reason = firstChild(element, NAMESPACE.soap12, 'Reason');
  return {
    element,
    codes: codesOf(firstChild(element, NAMESPACE.soap12, 'Code')),
    message: reason === null ? null : textIn(reason, NAMESPACE.soap12, 'Text'),
    detail: textIn(element, NAMESPACE.soap12, 'Detail'),
  };
}

/** A Code and its Subcodes, which nest; more than a few are nobody's. */
function codesOf(code: XmlElement | null): readonly string[] {
  const codes: string[] = [];
  let at = code;
  while (at !== null && codes.length < 8) {
    const value = firstChild(at, NAMESPACE.soap12, 'Value');
    if (value !== null) codes.push(trimXml(textOf(value)));
    at = firstChild(at, NAMESPACE.soap12, 'Subcode');
  }
  return codes;
}

/** All text inside the first such child, in one line. */
function textIn(parent: XmlElement, namespace: string, localName: string): string | null {
  const [child] = childElements(parent, namespace, localName);
  return child === undefined ? null : trimXml(deepText(child).replace(/[ \t\r\n]+/g, ' '));
}
