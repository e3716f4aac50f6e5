import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepInBrowser } from '../../../../extension/store/trust/keeping.ts';
import { createTrust, type Trust } from '../../../../extension/store/trust/trust.ts';
import { makeReceiver } from '../../../fixtures/encrypter.ts';
import { makeStoryteller, type Storyteller } from '../../../fixtures/story.ts';

let teller: Storyteller;
let stored: Map<string, string>;
/** As browsers have it, with as little room as a test wants. */
const storage = (room = Number.POSITIVE_INFINITY) => ({
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => {
    if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
    stored.set(name, value);
  },
  removeItem: (name: string) => void stored.delete(name),
});

beforeAll(async () => {
  teller = await makeStoryteller();
});
beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', storage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** What a panel that is opened later trusts. */
async function later(): Promise<Trust> {
  const trust = createTrust(keepInBrowser());
  await trust.restore();
  return trust;
}
const origins = ({ items }: Trust) => items.value.map(({ origin }) => origin);

describe('what is given', () => {
  it('is not there the next time unless it is asked for, and nothing is written', async () => {
    const trust = await later();
    await trust.add(teller.metadata, 'idp.xml');
    expect(stored.size).toBe(0);
    expect(origins(await later())).toEqual([]);
  });

  it('is there the next time where it is kept, one by one, until it is removed', async () => {
    const trust = await later();
    const [idp, pem] = [
      await trust.add(teller.metadata, 'idp.xml'),
      await trust.add(teller.signer.certificatePem, 'idp.pem'),
    ];
    await trust.setKept(idp.id, true);
    await trust.setKept(pem.id, true);
    const next = await later();
    expect(next.items.value.map(({ origin, kind, isKept }) => [origin, kind, isKept])).toEqual([
      ['idp.xml', 'metadata', true],
      ['idp.pem', 'certificate', true],
    ]);
    expect(next.knowledge.value.keys.length).toBe(trust.knowledge.value.keys.length);
    await next.remove(next.items.value[0]?.id ?? -1);
    expect(origins(await later())).toEqual(['idp.pem']);
    await next.setKept(next.items.value[0]?.id ?? -1, false);
    expect([origins(next), stored.size]).toEqual([['idp.pem'], 0]);
  });

  it('is gone for good with all of it, what another panel kept meanwhile excepted', async () => {
    const [one, other] = [await later(), await later()];
    await one.setKept((await one.add(teller.metadata, 'one')).id, true);
    await other.setKept((await other.add(teller.signer.certificatePem, 'other')).id, true);
    await one.removeAll();
    expect([origins(one), origins(await later())]).toEqual([[], ['other']]);
  });

  it('is never kept where it is a private key, or has one in it', async () => {
    const trust = await later();
    const { privateKeyPem } = await makeReceiver();
    const key = await trust.add(privateKeyPem, 'sp.key');
    await trust.setKept(key.id, true);
    const both = await trust.add(`${privateKeyPem}${teller.signer.certificatePem}`, 'both.pem').catch(() => null);
    if (both !== null) await trust.setKept(both.id, true);
    expect([key.text, stored.size]).toEqual([null, 0]);
  });

  it('that is too much for the browser is told, and the rest stays kept', async () => {
    const trust = await later();
    const item = await trust.add(teller.metadata, 'idp.xml');
    vi.stubGlobal('localStorage', storage(10));
    await expect(trust.setKept(item.id, true)).rejects.toMatchObject({ code: 'keep-refused' });
    vi.stubGlobal('localStorage', storage());
    const large = await trust.add(`${teller.metadata}<!-- ${'x'.repeat(2_600_000)} -->`, 'large.xml');
    await trust.setKept(item.id, true);
    await expect(trust.setKept(large.id, true)).rejects.toMatchObject({ code: 'keep-full' });
    expect(origins(await later())).toEqual(['idp.xml']);
  });

  it('that can no longer be read is counted and forgotten; what is no list is none', async () => {
    stored.set('saml-workbench:knowledge', JSON.stringify([{ origin: 'a', text: '<EntityDescriptor' }]));
    const trust = createTrust(keepInBrowser());
    expect([await trust.restore(), origins(trust), stored.size]).toEqual([1, [], 0]);
    stored.set('saml-workbench:knowledge', '{"__proto__": 1');
    expect(origins(await later())).toEqual([]);
  });

  it('does without where the page may keep nothing', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    expect(origins(await later())).toEqual([]);
  });
});
