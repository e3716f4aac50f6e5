import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { createRecordingLog } from '../../../../extension/capture/recording-log.ts';
import { exchange } from './fake.ts';

describe('the log in session memory', () => {
  const silent = { write: async () => undefined, remove: async () => undefined };

  it('is bounded by count and by size, oldest first', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    for (let index = 0; index < LIMITS.undeliveredExchanges + 10; index += 1) log.add(exchange({ id: `w${index}` }));
    expect(log.since(0)).toHaveLength(LIMITS.undeliveredExchanges);
    expect(log.since(0)[0]?.number).toBe(11);
    expect(log.lastDropped()).toBe(10);
    for (let index = 0; index < 30; index += 1) log.add(exchange({ responseText: 'x'.repeat(400_000) }));
    expect(log.since(0).length).toBeLessThan(14);
  });

  it('is bounded in requests under way', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    for (let index = 0; index <= LIMITS.openRequests; index += 1)
      log.hops.keep({ requestId: `${index}`, exchange: exchange(), closed: false, kept: true, bodyGap: null });
    expect(log.hops.hopOf('0')).toBeNull();
    expect(log.hops.hopOf('1')).not.toBeNull();
  });

  it('says so when the browser refuses to keep something', async () => {
    const lost: string[] = [];
    const full = { write: () => Promise.reject(new Error('quota')), remove: async () => undefined };
    createRecordingLog(full, (reason) => lost.push(reason), 0).add(exchange());
    await Promise.resolve().then(() => undefined);
    expect(lost).toEqual([expect.stringContaining('quota')]);
  });

  it('mirrors no large body, but gives it while the worker lives', () => {
    const written: Record<string, unknown>[] = [];
    const log = createRecordingLog(
      { ...silent, write: async (values) => void written.push(values) },
      () => undefined,
      0,
    );
    const requestBody = { mimeType: null, text: 'x'.repeat(LIMITS.mirroredBodyChars + 1), params: null };
    log.add(exchange({ requestBody }));
    expect(log.since(0)[0]?.exchange.requestBody).toEqual(requestBody);
    expect(written[0]?.['entry:1']).toMatchObject({ requestBody: null });
  });

  it('takes back what an earlier worker left and nothing that is not of its kind', () => {
    const log = createRecordingLog(silent, () => undefined, 0);
    log.restore({
      'entry:8': exchange({ id: 'b' }),
      'entry:7': exchange({ id: 'a' }),
      'entry:x': exchange(),
      'entry:9': 5,
      dropped: 6,
      other: 1,
    });
    expect(log.lastDropped()).toBe(6);
    expect(log.since(0).map(({ number, exchange: { id } }) => [number, id])).toEqual([
      [7, 'a'],
      [8, 'b'],
    ]);
    expect(log.add(exchange()).number).toBe(9);
  });
});
