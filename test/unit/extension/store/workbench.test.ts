import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { openedRanges } from '../../../../extension/store/recording/opened-ranges.ts';
import { exchangesOf } from '../../../../extension/store/share/exchanges-of.ts';
import { createWorkbench, LIVE, type Workbench } from '../../../../extension/store/workbench.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';
import { createFakeRecorder } from './fake-recorder.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;
let workbench: Workbench;

beforeAll(async () => {
  teller = await makeStoryteller();
});
beforeEach(() => {
  workbench = createWorkbench(null);
});
afterEach(() => workbench.end());

const REFUSING_PAGE = '<html><title>Error</title><h1>Sign-in failed</h1><p>The audience is not ours.</p></html>';

async function trace(): Promise<string> {
  return writeOwnTrace([
    ...(await teller.login({ startedAt: START, name: 'a' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'b', audience: 'https://hub.example/hub/' })),
    ...(await teller.logout({ startedAt: START + 120_000, name: 'a' })),
  ]);
}

describe('an opened file', () => {
  it('is shown at once, its failure first', async () => {
    expect(await workbench.openInput('a.json', await trace())).toBe(true);
    const selection = workbench.view.selection.value;
    expect(selection?.kind === 'flow' && [selection.flow.outcome, selection.flow.cause?.code]).toEqual([
      'refused',
      'audience-mismatch',
    ]);
  });

  it('is saved whole, requests without SAML included, and reopened leads to the same cause', async () => {
    const login = await teller.login({ startedAt: START, name: 'a' });
    const page = { redirectUrl: null, status: 200, responseHeaders: [], responseText: REFUSING_PAGE };
    const refused = login.map((exchange) => (exchange.id === 'a-3' ? { ...exchange, ...page } : exchange));
    await workbench.openInput('a.json', writeOwnTrace(refused));
    const first = workbench.report.value.flows[0];
    expect(exchangesOf(workbench)).toHaveLength(login.length);
    for (const save of [writeOwnTrace, writeHar]) {
      await workbench.openInput('again', save(exchangesOf(workbench)));
      const { flows } = workbench.report.value;
      expect(flows[0]).toMatchObject({ outcome: first?.outcome, cause: first?.cause });
    }
    expect(first?.outcome).toBe('refused');
  });

  it('stands beside others, each with its own selection', async () => {
    await workbench.openInput('one', await trace());
    workbench.view.select('message:0');
    await workbench.openInput('two', await trace());
    expect(workbench.sources.value.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(workbench.view.selection.value?.key).not.toBe('message:0');
    workbench.showSource('input-1');
    expect(workbench.view.selection.value?.key).toBe('message:0');
  });

  it('gives way to the one before it when it is closed', async () => {
    await workbench.openInput('one', await trace());
    await workbench.openInput('two', await trace());
    workbench.closeSource('input-2');
    expect(workbench.source.value?.name).toBe('one');
    workbench.closeSource('input-1');
    expect(workbench.source.value).toBeNull();
    expect(workbench.report.value.messages).toEqual([]);
  });

  it('that cannot be read becomes one line, and changes nothing else', async () => {
    await workbench.openInput('one', await trace());
    expect(await workbench.openInput('two', 'hello, world!')).toBe(false);
    expect(workbench.notices.list.value).toMatchObject([{ tone: 'bad' }]);
    expect(workbench.notices.list.value[0]?.text).not.toContain('\n');
    expect(workbench.source.value?.name).toBe('one');
  });

  it('is verified again when its metadata is given, while it is opened and after', async () => {
    const xml = await teller.response({ startedAt: START, name: 'a' });
    const outcomes = () =>
      workbench.report.value.messages.flatMap(({ signatures }) => signatures.map(({ outcome }) => outcome));
    const opening = workbench.openInput('one', xml);
    const item = await workbench.trust.add(teller.metadata, 'idp.xml');
    await opening;
    await workbench.inputs.settled();
    expect(outcomes()).toEqual(['valid', 'valid']);
    workbench.trust.remove(item.id);
    await workbench.inputs.settled();
    expect(outcomes()).toEqual(['unknown', 'unknown']);
  });

  it('is judged at the time of receipt that the user gives', async () => {
    await workbench.openInput('one', await teller.response({ startedAt: START, name: 'a' }));
    const outcome = () => workbench.report.value.findings.find(({ code }) => code === 'conditions-expired')?.outcome;
    expect(outcome()).toBe('unknown');
    workbench.trust.at.value = START + 3000;
    await workbench.inputs.settled();
    expect(outcome()).toBe('pass');
    workbench.trust.at.value = START + 86_400_000;
    await workbench.inputs.settled();
    expect(outcome()).toBe('fail');
  });

  it('that is a certificate is trusted instead', async () => {
    expect(await workbench.openInput('idp.pem', new TextEncoder().encode(teller.signer.certificatePem))).toBe(true);
    expect(workbench.trust.items.value.map(({ kind, origin }) => [kind, origin])).toEqual([['certificate', 'idp.pem']]);
    expect(workbench.sources.value).toEqual([]);
  });
});

describe('the panel with a recorder', () => {
  it('shows the newest flow until one is chosen', async () => {
    workbench.end();
    const recorder = createFakeRecorder(await teller.login({ startedAt: START, name: 'a' }));
    workbench = createWorkbench(recorder);
    await workbench.recording?.settled();
    const first = workbench.view.selection.value?.key;
    for (const exchange of await teller.login({ startedAt: START + 60_000, name: 'b' }))
      recorder.send({ type: 'exchange', exchange });
    await workbench.recording?.settled();
    expect(workbench.view.selection.value?.kind).toBe('flow');
    expect(workbench.view.selection.value?.key).not.toBe(first);
    workbench.view.select('message:0');
    for (const exchange of await teller.logout({ startedAt: START + 90_000, name: 'b' }))
      recorder.send({ type: 'exchange', exchange });
    await workbench.recording?.settled();
    expect(workbench.view.selection.value?.key).toBe('message:0');
  });

  it('shows the login whose message was sent last, though the browser told of an older one after it', async () => {
    workbench.end();
    const recorder = createFakeRecorder(await teller.login({ startedAt: START + 60_000, name: 'b' }));
    workbench = createWorkbench(recorder);
    await workbench.recording?.settled();
    const shown = workbench.view.selection.value?.key;
    const [late] = await teller.login({ startedAt: START, name: 'a' });
    if (late !== undefined) recorder.send({ type: 'exchange', exchange: late });
    await workbench.recording?.settled();
    expect(workbench.report.value.messages).toHaveLength(3);
    expect([workbench.view.selection.value?.kind, workbench.view.selection.value?.key]).toEqual(['flow', shown]);
  });

  it('says a new failure once, and what caused it', async () => {
    workbench.end();
    const recorder = createFakeRecorder();
    workbench = createWorkbench(recorder);
    expect(workbench.announcer.text.value).toBe('');
    for (const exchange of await teller.login({ startedAt: START, name: 'a', audience: 'https://other.example' }))
      recorder.send({ type: 'exchange', exchange });
    await workbench.recording?.settled();
    expect(workbench.announcer.text.value).toMatch(/^Login refused: The audience/);
  });

  it('saves every exchange, those without a message too', async () => {
    workbench.end();
    workbench = createWorkbench(createFakeRecorder(await teller.login({ startedAt: START, name: 'a' })));
    await workbench.recording?.settled();
    expect(workbench.source.value?.id).toBe(LIVE);
    expect(exchangesOf(workbench)).toHaveLength(3);
  });
});

describe('what is trusted', () => {
  it.each([
    ['an empty text', '', 'input-empty'],
    [
      'what only claims to be a private key',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'private-key-invalid',
    ],
    [
      'a private key that a password locks',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
      'private-key-invalid',
    ],
    ['XML that is no metadata', '<a/>', 'metadata-expected'],
    ['broken XML', '<a', 'xml-not-well-formed'],
  ])('is not %s', async (_, text, code) => {
    await expect(workbench.trust.add(text, 'pasted')).rejects.toMatchObject({ name: 'WorkbenchError', code });
    expect(workbench.trust.items.value).toEqual([]);
  });

  it('is a certificate without its PEM lines, as it stands in metadata', async () => {
    const bare = teller.signer.certificatePem.replace(/-----[^-]+-----/g, '').trim();
    await workbench.trust.add(bare, 'pasted');
    expect(workbench.trust.knowledge.value.keys.map(({ certificate }) => certificate.sha256)).toEqual([
      teller.signer.certificate.sha256,
    ]);
  });

  it('can be a private key: it opens what is encrypted, and when it is taken away it is closed again', async () => {
    const receiver = makeReceiver();
    try {
      const xml = await teller.response({ startedAt: START, name: 'a' });
      const closed = encryptPart(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/, 'EncryptedAssertion', receiver);
      await workbench.openInput('one', closed);
      const seen = () => {
        const [message] = workbench.report.value.messages;
        return message && [message.decryptions.map(({ reason }) => reason), assertionsInClear(message.message).length];
      };
      expect(seen()).toEqual([['no-key'], 0]);
      expect(await workbench.openInput('sp.key', receiver.privateKeyPem)).toBe(true);
      await workbench.inputs.settled();
      expect(seen()).toEqual([[null], 1]);
      const [message] = workbench.report.value.messages;
      const [range] = message === undefined ? [] : openedRanges(message);
      expect(message?.document?.text.slice(range?.start, range?.end)).toBe(
        /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0],
      );
      const [item] = workbench.trust.items.value;
      expect([item?.kind, item?.origin]).toEqual(['private-key', 'sp.key']);
      workbench.trust.remove(item?.id ?? 0);
      await workbench.inputs.settled();
      expect(seen()).toEqual([['no-key'], 0]);
    } finally {
      receiver.dispose();
    }
  });
});
