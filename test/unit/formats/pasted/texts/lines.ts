import { lines, type PastedText, STATE } from './pasted-text.ts';

/** As mail programs write text (rfc2045 6.7). */
const quotedPrintable = (text: string) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^\n -<>-~]/g, (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .split('\n')
    .map((line) => (line.match(/(?:=[0-9A-F]{2}|.){1,70}/g) ?? []).join('=\r\n'))
    .join('\r\n');

/** Each line behind its time. */
const stamped = (text: string, mark: (second: string) => string) =>
  text
    .split('\n')
    .map((line, index) => `${mark(`${10 + (index % 50)}`)}${line}`)
    .join('\n');

/** What people and loggers do to lines: quoted in a mail, numbered, fenced, broken at a column, put into a table. */
export const LINE_TEXTS: readonly PastedText[] = [
  {
    name: 'a chat with invisible characters around it',
    place: 'a text',
    relayState: null,
    make: (p) => `look here:\u200b SAMLResponse=${encodeURIComponent(p.value)}\u200b`,
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
    name: 'CSV',
    place: 'a text',
    relayState: STATE,
    make: (p) => `"name","value"\n"SAMLResponse","${p.value}"\n"RelayState","${STATE}"\n`,
  },
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
];
