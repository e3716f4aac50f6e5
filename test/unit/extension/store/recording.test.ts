import { beforeAll, describe, expect, it } from 'vitest';
import { createRecording } from '../../../../extension/store/recording/recording.ts';
import { createTrust } from '../../../../extension/store/trust/trust.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';
import { createFakeRecorder } from './fake-recorder.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
let teller: Storyteller;

beforeAll(async () => {
  teller = await makeStoryteller();
});

function start(recorder = createFakeRecorder()) {
  const trust = createTrust();
  const errors: unknown[] = [];
  const recording = createRecording({ recorder, knowledge: trust.knowledge, onError: (error) => errors.push(error) });
  return { recorder, trust, recording, errors };
}

describe('the recording', () => {
  it('has what was recorded before it was there', async () => {
    const { recording } = start(createFakeRecorder(await teller.login({ startedAt: START, name: 'a' })));
    await recording.settled();
    expect(recording.report.value.flows.map((flow) => [flow.kind, flow.outcome])).toEqual([['login', 'succeeded']]);
  });

  it('grows with each exchange, and takes a newer version of a known one in its place', async () => {
    const { recorder, recording } = start();
    const [request, , response] = await teller.login({ startedAt: START, name: 'a' });
    for (const exchange of [request, response, response]) if (exchange) recorder.send({ type: 'exchange', exchange });
    await recording.settled();
    expect(recording.report.value.messages.map(({ message }) => message?.kind)).toEqual(['AuthnRequest', 'Response']);
    expect(recording.exchanges()).toHaveLength(2);
  });

  it('verifies again when something is trusted', async () => {
    const { recording, trust } = start(createFakeRecorder(await teller.login({ startedAt: START, name: 'a' })));
    const outcomes = () => recording.report.value.messages[1]?.signatures.map(({ outcome }) => outcome);
    await recording.settled();
    expect(outcomes()).toEqual(['unknown', 'unknown']);
    await trust.add(teller.metadata, 'idp.xml');
    await recording.settled();
    expect(outcomes()).toEqual(['valid', 'valid']);
  });

  it('is empty after it was cleared, with work under way', async () => {
    const { recorder, recording } = start(createFakeRecorder(await teller.login({ startedAt: START, name: 'a' })));
    recorder.clear();
    await recording.settled();
    expect(recording.report.value.messages).toEqual([]);
    expect(recording.exchanges()).toEqual([]);
  });

  it('knows scope, pause and gaps, each gap once', () => {
    const { recorder, recording } = start();
    recorder.send({ type: 'scope', scope: 'browser' });
    recorder.setPaused(true);
    recorder.send({ type: 'gap', reason: 'a popup' });
    recorder.send({ type: 'gap', reason: 'a popup' });
    expect([recording.scope.value, recording.paused.value, recording.gaps.value]).toEqual([
      'browser',
      true,
      ['a popup'],
    ]);
    recorder.send({ type: 'no-gap', reason: 'a popup' });
    expect(recording.gaps.value).toEqual([]);
    recorder.send({ type: 'gap', reason: 'a body' });
    recording.dismissGaps();
    expect(recording.gaps.value).toEqual([]);
  });

  it('hears nothing more when it has ended', () => {
    const { recorder, recording } = start();
    recording.end();
    expect(recorder.listeners).toBe(0);
  });
});
