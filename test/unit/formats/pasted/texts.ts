import { inspect } from 'node:util';
import type { Pieces } from './kit.ts';

/** Texts as languages, tools and people write them around one Response, and what is said of where it was found. */
export interface PastedText {
  readonly name: string;
  readonly place: string;
  /** RelayState that is known from it. */
  readonly relayState: string | null;
  readonly make: (pieces: Pieces) => string;
}

const STATE = '/hub/é';
const json = JSON.stringify;
const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const fields = ({ value }: Pieces) => ({ SAMLResponse: value, RelayState: STATE });
const lines = (text: string, columns: number) => text.replace(new RegExp(`(.{${columns}})(?=.)`, 'gs'), '$1\n');
/** As Chrome quotes for the prompt of Windows. */
const caret = (text: string) =>
  `^"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^')}^"`;
/** As mail programs write text (rfc2045 6.7). */
const quotedPrintable = (text: string) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^\n -<>-~]/g, (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .split('\n')
    .map((line) => (line.match(/(?:=[0-9A-F]{2}|.){1,70}/g) ?? []).join('=\r\n'))
    .join('\r\n');
const request = ({ form }: Pieces) =>
  `POST /saml/acs HTTP/1.1\r\nHost: sp.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${form}`;

/** Each line behind its time. */
const stamped = (text: string, mark: (second: string) => string) =>
  text
    .split('\n')
    .map((line, index) => `${mark(`${10 + (index % 50)}`)}${line}`)
    .join('\n');

const hex = (bytes: Buffer) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
const shown = (bytes: Buffer) => bytes.toString('latin1').replace(/[^ -~]/g, '.');
/** Lines of 16 bytes, as tools for bytes write them. */
const dump = (text: string, line: (at: string, bytes: readonly string[], chars: string) => string) => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => {
    const part = bytes.subarray(index * 16, index * 16 + 16);
    return line((index * 16).toString(16).padStart(8, '0'), hex(part), shown(part));
  }).join('\n');
};
const DUMPS: readonly PastedText[] = [
  {
    name: 'hexdump -C',
    place: 'XML',
    relayState: null,
    make: (p) =>
      dump(p.xml, (at, bytes, chars) => {
        const halves = [bytes.slice(0, 8), bytes.slice(8)].map((half) => half.join(' ').padEnd(23));
        return `${at}  ${halves.join('  ')}  |${chars}|`;
      }),
  },
  {
    name: 'xxd',
    place: 'XML',
    relayState: null,
    make: (p) =>
      dump(p.xml, (at, bytes, chars) => {
        const words = Array.from({ length: 8 }, (_, index) => bytes.slice(index * 2, index * 2 + 2).join(''));
        return `${at}: ${words.join(' ').padEnd(39)}  ${chars}`;
      }),
  },
  {
    name: 'Wireshark, a whole request',
    place: 'a text',
    relayState: STATE,
    make: (p) => dump(request(p), (at, bytes, chars) => `${at.slice(4)}   ${bytes.join(' ').padEnd(47)}   ${chars}`),
  },
  {
    name: 'one long number of a database',
    place: 'XML',
    relayState: null,
    make: (p) => `0x${Buffer.from(p.xml).toString('hex').toUpperCase()}`,
  },
];

export const PASTED_TEXTS: readonly PastedText[] = [
  {
    name: 'devtools, parsed form data',
    place: 'form data as devtools show them',
    relayState: STATE,
    make: (p) => `SAMLResponse: ${p.value}\nRelayState: ${STATE}`,
  },
  {
    name: 'devtools, names and values on lines of their own',
    place: 'form data as devtools show them',
    relayState: STATE,
    make: (p) => `SAMLResponse\n${p.value}\nRelayState\n${STATE}\n`,
  },
  {
    name: 'devtools of Firefox',
    place: 'form data as devtools show them',
    relayState: STATE,
    make: (p) => `SAMLResponse\t"${p.value}"\nRelayState\t"${STATE}"`,
  },
  {
    name: 'a form whose HTML is escaped as a text',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `&lt;input type=&quot;hidden&quot; name=&quot;SAMLResponse&quot; value=&quot;${p.value.replaceAll('+', '&#43;')}&quot;/&gt;`,
  },
  {
    name: 'a file of properties',
    place: 'a text',
    relayState: null,
    make: (p) => `saml.target=/hub\nsaml.answer=${p.value.replaceAll('=', '\\=')}`,
  },
  {
    name: 'a chat with invisible characters around it',
    place: 'a text',
    relayState: null,
    make: (p) => `look here:\u200b SAMLResponse=${encodeURIComponent(p.value)}\u200b`,
  },
  {
    name: 'Rails',
    place: 'a Rails log',
    relayState: STATE,
    make: (p) =>
      `Started POST "/saml/acs" for 127.0.0.1\nProcessing by SamlController#consume as HTML\n  Parameters: {"SAMLResponse"=>${json(p.value)}, "RelayState"=>"${STATE}"}\nCompleted 401 Unauthorized in 14ms`,
  },
  {
    name: 'Ruby 3.4',
    place: 'a Rails log',
    relayState: STATE,
    make: (p) =>
      `  Parameters: {"authenticity_token" => "x", "RelayState" => "${STATE}", "SAMLResponse" => "${lines(p.value, 60).replaceAll('\n', '\\n')}"}`,
  },
  {
    name: 'Django',
    place: 'a Django log',
    relayState: STATE,
    make: (p) => `DEBUG views POST <QueryDict: {'SAMLResponse': ['${p.value}'], 'RelayState': ['${STATE}']}>`,
  },
  {
    name: 'Flask',
    place: 'a text',
    relayState: STATE,
    make: (p) => `form: ImmutableMultiDict([('SAMLResponse', '${p.value}'), ('RelayState', '${STATE}')])`,
  },
  {
    name: 'PHP print_r',
    place: 'what print_r shows',
    relayState: STATE,
    make: (p) => `Array\n(\n    [SAMLResponse] => ${p.value}\n    [RelayState] => ${STATE}\n)\n`,
  },
  {
    name: 'PHP var_dump',
    place: 'what var_dump shows',
    relayState: STATE,
    make: (p) =>
      `array(2) {\n  ["SAMLResponse"]=>\n  string(${p.value.length}) "${p.value}"\n  ["RelayState"]=>\n  string(7) "${STATE}"\n}\n`,
  },
  {
    name: 'PHP json_encode',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `[2026-01-10 12:00:00] app.INFO: post ${json(fields(p)).replaceAll('/', '\\/').replace('é', '\\u00e9')}`,
  },
  {
    name: 'PHP var_export',
    place: 'a text',
    relayState: STATE,
    make: (p) => `array (\n  'SAMLResponse' => '${p.value}',\n  'RelayState' => '${STATE}',\n)`,
  },
  {
    name: 'Node, an object',
    place: 'what Node shows',
    relayState: STATE,
    make: (p) => `body: ${inspect(fields(p), { maxStringLength: null })}`,
  },
  {
    name: 'Node, an object broken into lines',
    place: 'what Node shows',
    relayState: STATE,
    make: (p) =>
      `[Object: null prototype] {\n  SAMLResponse: '${lines(p.value, 72).replaceAll('\n', "' +\n    '")}',\n  RelayState: '${STATE}'\n}`,
  },
  {
    name: 'Java, a map',
    place: 'a text',
    relayState: STATE,
    make: (p) => `DEBUG AcsServlet - parameters {SAMLResponse=${p.value}, RelayState=${STATE}}`,
  },
  {
    name: 'Spring, a map of lists',
    place: 'a text',
    relayState: STATE,
    make: (p) => `parameters={SAMLResponse=[${p.value}], RelayState=[${STATE}]}`,
  },
  {
    name: 'Go',
    place: 'a text',
    relayState: STATE,
    make: (p) => `2026/01/10 12:00:00 form map[RelayState:[${STATE}] SAMLResponse:[${p.value}]]`,
  },
  {
    name: '.NET JSON, plus signs escaped',
    place: 'a text',
    relayState: STATE,
    make: (p) => `info: ${json(fields(p)).replaceAll('+', '\\u002B')}`,
  },
  {
    name: 'a form body in a log',
    place: 'a text',
    relayState: STATE,
    make: (p) => `12:00:00 TRACE body="${p.form}" length=1`,
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
  { name: 'CDATA', place: 'XML', relayState: null, make: (p) => `<log><entry><![CDATA[${p.xml}]]></entry></log>` },
  {
    name: 'an element of another XML',
    place: 'XML',
    relayState: null,
    make: (p) => `<audit><message>${p.xml}</message></audit>`,
  },
  {
    name: 'a quoted mail',
    place: 'a text',
    relayState: null,
    make: (p) => `> Hello,\n>\n> here it is:\n${lines(p.value, 70).replace(/^/gm, '> ')}\n> \n> Anne`,
  },
  {
    name: 'a mail quoted twice',
    place: 'a text',
    relayState: null,
    make: (p) => `> > the response:\n${p.xml.replace(/^/gm, '> > ')}`,
  },
  {
    name: 'lines with numbers',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `the response\n${lines(p.value, 76)}`
        .split('\n')
        .map((line, at) => `${String(at + 1).padStart(4)}  ${line}`)
        .join('\n'),
  },
  {
    name: 'a Markdown fence',
    place: 'a Markdown text',
    relayState: null,
    make: (p) => `We get this:\n\n\`\`\`xml\n${p.xml}\n\`\`\`\n\nWhat is wrong?`,
  },
  {
    name: 'a Markdown fence around base64',
    place: 'a Markdown text',
    relayState: null,
    make: (p) => `We get this:\n\n\`\`\`\n${lines(p.value, 64)}\n\`\`\`\nThanks`,
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
  {
    name: 'curl of bash',
    place: 'a curl command',
    relayState: STATE,
    make: (p) =>
      `curl 'https://sp.example/saml/acs' \\\n  -H 'Content-Type: application/x-www-form-urlencoded' \\\n  --data-raw '${p.form}' \\\n  --compressed`,
  },
  {
    name: 'curl of bash with parts',
    place: 'a curl command',
    relayState: STATE,
    make: (p) =>
      `curl https://sp.example/saml/acs --data-urlencode 'SAMLResponse=${p.value}' --data-urlencode 'RelayState=${STATE}'`,
  },
  {
    name: 'curl of the Windows prompt',
    place: 'a curl command',
    relayState: STATE,
    make: (p) => `curl ${caret('https://sp.example/saml/acs')} ^\n  --data-raw ${caret(p.form)} ^\n  --compressed`,
  },
  {
    name: 'fetch',
    place: 'a call of fetch',
    relayState: STATE,
    make: (p) =>
      `fetch("https://sp.example/saml/acs", {\n  "headers": { "content-type": "application/x-www-form-urlencoded" },\n  "body": ${json(p.form)},\n  "method": "POST"\n});`,
  },
  {
    name: 'PowerShell',
    place: 'a PowerShell command',
    relayState: STATE,
    make: (p) =>
      `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\nInvoke-WebRequest -UseBasicParsing -Uri "https://sp.example/saml/acs" \`\n-Method "POST" \`\n-ContentType "application/x-www-form-urlencoded" \`\n-Body "${p.form}"`,
  },
  {
    name: 'Burp items',
    place: 'items of Burp',
    relayState: STATE,
    make: (p) =>
      `<?xml version="1.0"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n]>\n<items burpVersion="2026.1" exportTime="x">\n  <item>\n    <url><![CDATA[https://sp.example/saml/acs]]></url>\n    <request base64="true"><![CDATA[${base64(request(p))}]]></request>\n    <response base64="true"></response>\n  </item>\n</items>`,
  },
  {
    name: 'Charles, XML',
    place: 'a session of Charles',
    relayState: STATE,
    make: (p) =>
      `<?xml version='1.0' encoding='UTF-8' ?>\n<charles-session><transaction method='POST' host='sp.example'><request><body><text><![CDATA[${p.form}]]></text></body></request></transaction></charles-session>`,
  },
  {
    name: 'Charles, JSON',
    place: 'JSON',
    relayState: STATE,
    make: (p) =>
      json([
        {
          status: 'COMPLETE',
          method: 'POST',
          host: 'sp.example',
          path: '/saml/acs',
          request: { body: { text: p.form } },
        },
      ]),
  },
  {
    name: 'Postman',
    place: 'a Postman collection',
    relayState: STATE,
    make: (p) =>
      json(
        {
          info: { _postman_id: '1', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
          item: [
            {
              request: {
                method: 'POST',
                body: {
                  mode: 'urlencoded',
                  urlencoded: Object.entries(fields(p)).map(([key, text]) => ({ key, value: text, type: 'text' })),
                },
              },
            },
          ],
        },
        null,
        '\t',
      ),
  },
  {
    name: 'Lambda, base64',
    place: 'a Lambda event',
    relayState: STATE,
    make: (p) => json({ version: '2.0', rawPath: '/acs', body: base64(p.form), isBase64Encoded: true }),
  },
  {
    name: 'Lambda, as it is',
    place: 'a Lambda event',
    relayState: STATE,
    make: (p) => json({ httpMethod: 'POST', body: p.form, isBase64Encoded: false }),
  },
  {
    name: 'NetLog, raw bytes',
    place: 'a NetLog of Chrome',
    relayState: STATE,
    make: (p) =>
      json({ constants: { logEventTypes: { HTTP: 1 } }, events: [{ params: { bytes: base64(request(p)) }, type: 1 }] }),
  },
  {
    name: 'two sessions of Fiddler as text',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `GET https://sp.example/hub HTTP/1.1\r\nHost: sp.example\r\n\r\n\r\nHTTP/1.1 302 Found\r\nLocation: https://idp.example/\r\n\r\n\r\n${'-'.repeat(60)}\r\n\r\n${request(p)}\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /hub\r\n\r\n`,
  },
  {
    name: 'what mitmproxy prints',
    place: 'form data as devtools show them',
    relayState: STATE,
    make: (p) =>
      `127.0.0.1:5123: POST https://sp.example/saml/acs HTTP/2.0\n    content-type: application/x-www-form-urlencoded\n\n    URLEncoded form\n    SAMLResponse: ${p.value}\n    RelayState:   ${STATE}\n\n << HTTP/2.0 302  0b\n`,
  },
  {
    name: 'Wireshark, the value twice',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `HTML Form URL Encoded: application/x-www-form-urlencoded\n    Form item: "SAMLResponse" = "${p.value}"\n        Key: SAMLResponse\n        Value: ${p.value}\n`,
  },
  {
    name: 'a mail that was saved, quoted-printable',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `Subject: Login\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(`Hello,\nhere it is:\n${p.xml}\nBye`)}`,
  },
  {
    name: 'a quoted-printable passage without a head',
    place: 'form data as devtools show them',
    relayState: STATE,
    make: (p) => quotedPrintable(`The request was\nSAMLResponse: ${p.value}\nRelayState: ${STATE}\n`),
  },
  {
    name: 'the lines of a container',
    place: 'a text',
    relayState: null,
    make: (p) => `got\n${lines(p.value, 76)}`.replace(/^/gm, 'web-1   | '),
  },
  {
    name: 'YAML',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `form:\n  SAMLResponse: |-\n    ${lines(p.value, 70).replaceAll('\n', '\n    ')}\n  RelayState: ${STATE}\n`,
  },
  {
    name: 'CSV',
    place: 'a text',
    relayState: STATE,
    make: (p) => `"name","value"\n"SAMLResponse","${p.value}"\n"RelayState","${STATE}"\n`,
  },
  {
    name: 'Elixir',
    place: 'a text',
    relayState: STATE,
    make: (p) => `[debug] Parameters: %{"RelayState" => "${STATE}", "SAMLResponse" => "${p.value}"}`,
  },
  {
    name: 'C#, a dictionary',
    place: 'a text',
    relayState: STATE,
    make: (p) => `new Dictionary<string, string> { ["SAMLResponse"] = "${p.value}", ["RelayState"] = "${STATE}" }`,
  },
  {
    name: 'Python with requests',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `requests.post(\n  "https://sp.example/acs",\n  data={\n    "SAMLResponse": "${p.value}",\n    "RelayState": "${STATE}",\n  },\n)`,
  },
  {
    name: 'a form in a log',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `INFO writes <form method="post" action="https://sp.example/acs"><input type="hidden" value="${p.value}" name="SAMLResponse"/></form>`,
  },
  {
    name: 'what Selenium logs',
    place: 'JSON',
    relayState: STATE,
    make: (p) =>
      json([
        { message: json({ message: { params: { request: { url: 'https://sp.example/acs', postData: p.form } } } }) },
      ]),
  },
  { name: 'a request in a JSON string', place: 'JSON', relayState: STATE, make: (p) => json({ raw: request(p) }) },
  ...DUMPS,
  {
    name: 'a log that breaks base64 into lines of its own, each with its time',
    place: 'a text',
    relayState: null,
    make: (p) => stamped(lines(p.value, 150), (at) => `2026-01-10 12:00:${at},123 DEBUG [http-8443-exec-3] `),
  },
  {
    name: 'journald, which breaks it at a column',
    place: 'a text',
    relayState: null,
    make: (p) => stamped(lines(p.value, 97), (at) => `Jan 10 12:00:${at} sp1 shibd[2211]: `),
  },
  {
    name: 'a log that breaks XML at a column, with the time before each line',
    place: 'XML',
    relayState: null,
    make: (p) => stamped(lines(p.xml, 120), (at) => `[2026-01-10T12:00:${at}.123Z] INFO  `),
  },
  {
    name: 'a cell of a table (CSV)',
    place: 'a text',
    relayState: null,
    make: (p) => `time,host,message\n2026-01-10,sp1,"${p.xml.replaceAll('"', '""')}"\n`,
  },
  {
    name: 'a verbatim string of C#',
    place: 'a text',
    relayState: null,
    make: (p) => `var xml = @"${p.xml.replaceAll('"', '""')}";`,
  },
];
