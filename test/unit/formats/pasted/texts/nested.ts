import { base64, fields, json, lines, type PastedText, request, STATE } from './pasted-text.ts';

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One encoding inside another: JSON, XML, HTML and base64. */
export const NESTED_TEXTS: readonly PastedText[] = [
  {
    name: 'a form whose HTML is escaped as a text',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `&lt;input type=&quot;hidden&quot; name=&quot;SAMLResponse&quot; value=&quot;${p.value.replaceAll('+', '&#43;')}&quot;/&gt;`,
  },
  {
    name: 'JSON in JSON',
    place: 'JSON',
    relayState: STATE,
    make: (p) => json({ level: 'info', message: json({ body: json(fields(p)) }) }),
  },
  {
    name: 'JSON, deep',
    place: 'JSON',
    relayState: STATE,
    make: (p) => json([{ event: { request: { post: fields(p) } } }], null, 2),
  },
  {
    name: 'XML in a JSON string in a log',
    place: 'a text',
    relayState: null,
    make: (p) => `app.ERROR: dump ${json({ xml: `<?xml version="1.0"?>\n${p.xml}` })} []`,
  },
  { name: 'XML in JSON twice', place: 'JSON', relayState: null, make: (p) => json({ log: json({ xml: p.xml }) }) },
  {
    name: 'XML in JSON with escaped brackets',
    place: 'JSON',
    relayState: null,
    make: (p) => json({ xml: p.xml }).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('/', '\\/'),
  },
  { name: 'XML, HTML-escaped', place: 'a text', relayState: null, make: (p) => html(p.xml) },
  {
    name: 'XML, HTML-escaped twice',
    place: 'a text',
    relayState: null,
    make: (p) => `The log says ${html(html(p.xml))}.`,
  },
  {
    name: 'a page that shows the XML',
    place: 'XML',
    relayState: null,
    make: (p) => `<html><body><pre>${html(p.xml)}</pre></body></html>`,
  },
  {
    name: 'the element of a page that shows the XML',
    place: 'XML',
    relayState: null,
    make: (p) => `<pre>${html(p.xml)}</pre>`,
  },
  { name: 'CDATA', place: 'XML', relayState: null, make: (p) => `<log><entry><![CDATA[${p.xml}]]></entry></log>` },
  {
    name: 'an element of another XML',
    place: 'XML',
    relayState: null,
    make: (p) => `<audit><message>${p.xml}</message></audit>`,
  },
  { name: 'base64 twice', place: 'a text', relayState: null, make: (p) => base64(p.value) },
  {
    name: 'base64 three times, in lines',
    place: 'a text',
    relayState: null,
    make: (p) => lines(base64(base64(p.value)), 76),
  },
  {
    name: 'base64 twice in a form',
    place: 'a text',
    relayState: STATE,
    make: (p) => new URLSearchParams({ SAMLResponse: base64(p.value), RelayState: STATE }).toString(),
  },
  {
    name: 'base64url in a sentence',
    place: 'a text',
    relayState: null,
    make: (p) => `The token is ${p.value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')} and it fails.`,
  },
  { name: 'base64 of a form', place: 'a text', relayState: STATE, make: (p) => base64(p.form) },
  { name: 'a request in a JSON string', place: 'JSON', relayState: STATE, make: (p) => json({ raw: request(p) }) },
];
