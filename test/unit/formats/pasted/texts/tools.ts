import { base64, fields, json, type PastedText, request, STATE } from './pasted-text.ts';

/** As Chrome quotes for the prompt of Windows. */
const caret = (text: string) =>
  `^"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^')}^"`;

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

/** What tools show and export: devtools, commands that they copy, proxies, dumps of bytes. */
export const TOOL_TEXTS: readonly PastedText[] = [
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
    name: 'what Selenium logs',
    place: 'JSON',
    relayState: STATE,
    make: (p) =>
      json([
        { message: json({ message: { params: { request: { url: 'https://sp.example/acs', postData: p.form } } } }) },
      ]),
  },
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
