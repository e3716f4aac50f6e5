import type { Reach } from '../messaging/reach.ts';
import { ReachError } from '../messaging/reach-error.ts';

/** The way of a page that a server serves: to that server, whose policy lets it ask no other. */
export function pageReach(own: string): Reach {
  const demandOwn = (url: string) => {
    if (URL.parse(url)?.origin !== own) throw new ReachError('reach-elsewhere', { origin: own });
  };
  return {
    span: 'own',
    async ask(url) {
      demandOwn(url);
      return { isGranted: true, giveBack: async () => undefined };
    },
    async request({ url, method, headers, body }) {
      demandOwn(url);
      try {
        const options = { method, headers: { ...headers }, body, credentials: 'omit', cache: 'no-store' } as const;
        const answer = await fetch(url, options);
        return { status: answer.status, text: await answer.text() };
      } catch {
        throw new ReachError('reach-failed', { host: new URL(url).host, reason: 'it does not answer' });
      }
    },
  };
}
