import type { Reach } from '../../messaging/reach.ts';
import { ReachError } from '../../messaging/reach-error.ts';
import type { Trust } from './trust.ts';
import type { TrustItem } from './trust-item.ts';

/**
 * Fetches metadata from an address by the user's click, and trusts it. The permission for that host is asked for at the
 * click, and given back when the answer is there.
 *
 * @throws WorkbenchError `reach-address`, `reach-forbidden`, `reach-failed`, and as `Trust.add`
 */
export async function fetchMetadata(reach: Reach, trust: Trust, address: string): Promise<TrustItem> {
  const url = address.trim();
  const permission = await reach.ask(url);
  const { host } = new URL(url);
  if (!permission.isGranted) throw new ReachError('reach-forbidden', { host });
  try {
    const headers = { accept: 'application/samlmetadata+xml, application/xml, text/xml, */*' };
    const { status, text } = await reach.request({ url, method: 'GET', headers, body: null });
    if (status < 200 || status > 299) throw new ReachError('reach-failed', { host, reason: `it answers ${status}` });
    return await trust.add(text, url);
  } finally {
    await permission.giveBack();
  }
}
