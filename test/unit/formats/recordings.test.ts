import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detect } from '#shared/formats/detect.ts';
import { RECORDING_KINDS, type RecordingKind } from '#shared/formats/input-kind.ts';
import { RECORDING_FORMATS } from '#shared/formats/recording-formats.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { authnRequestXml } from '#test/fixtures/recording.ts';

const ROOT = new URL('../../../', import.meta.url);
const QUERY = await writeRedirectQuery({ parameter: 'SAMLRequest', xml: authnRequestXml('_1'), relayState: null });
const REQUEST = { method: 'GET', url: `https://idp.example/sso?${QUERY}` };

interface Recording {
  /** A file of one request, with as little as the format knows of it, and of these entries behind it. */
  readonly holding: (...entries: readonly unknown[]) => unknown;
  /** What people call it, wherever they are told what can be read. */
  readonly called: RegExp;
}

/** Each format has its line: a new one does not compile without. */
const RECORDINGS: Readonly<Record<RecordingKind, Recording>> = {
  trace: { holding: (...entries) => ({ samlWorkbench: 1, exchanges: [REQUEST, ...entries] }), called: /\ba trace of/ },
  har: { holding: (...entries) => ({ log: { entries: [{ request: REQUEST }, ...entries] } }), called: /\ba HAR\b/i },
  'saml-tracer': { holding: (...entries) => ({ requests: [REQUEST, ...entries] }), called: /\bSAML-tracer\b/ },
};

/** Where people are told what can be read. */
const TOLD = ['server/cli/help.ts', 'extension/panel/welcome.tsx', 'extension/panel/dialogs/import-dialog.tsx'];

describe.each(RECORDING_KINDS)('a recording: %s', (kind) => {
  const { holding, called } = RECORDINGS[kind];

  it('is known, and its message is found', async () => {
    const report = await inspectInput(JSON.stringify(holding()), await knowledgeFrom({}));
    expect(report.input.kind).toBe(kind);
    expect(report.messages.map(({ message }) => message?.kind)).toEqual(['AuthnRequest']);
  });

  it('is no other kind', () => {
    const others = RECORDING_KINDS.filter((other) => other !== kind);
    expect(others.filter((other) => RECORDING_FORMATS[other].isShapedSo(holding()))).toEqual([]);
  });

  it.each([7, null, [], {}, { request: 7 }])('keeps the place of an entry that is no request: %j', (entry) => {
    const read = RECORDING_FORMATS[kind].read(holding(entry, REQUEST));
    expect(read).toHaveLength(3);
    expect(read[1]?.error).toBe('This entry of the file holds no request.');
    expect(new Set(read.map(({ id }) => id)).size).toBe(3);
  });

  it('is refused where it is none, and says why', () => {
    const code = 'input-unrecognised';
    expect(() => RECORDING_FORMATS[kind].read({})).toThrow(expect.objectContaining({ code }));
  });

  it('comes out of redaction without names, with its message', () => {
    const { kind: written, text } = redactInput(JSON.stringify(holding()), randomBytes(32));
    expect(text).not.toContain('idp.example');
    const found = detect(text);
    expect(found.kind).toBe(written);
    expect('value' in found && RECORDING_FORMATS[found.kind].read(found.value)).toMatchObject([
      { url: expect.stringContaining('SAMLRequest=') },
    ]);
  });

  it.each(TOLD)('is named in %s', (path) => {
    expect(readFileSync(new URL(path, ROOT), 'utf8').replace(/\s+/g, ' ')).toMatch(called);
  });
});
