import * as v from 'valibot';
import { noticeSchema } from '../messaging/background-messages.ts';
import type { HostPermission, Reach } from '../messaging/reach.ts';
import { ReachError } from '../messaging/reach-error.ts';
import { originOf, type ReachOrder, reachAnswerSchema } from '../messaging/reach-messages.ts';

/** What a page of the extension needs to ask for a host. */
export interface ExtensionReachNeeds {
  sendReach(order: ReachOrder): Promise<unknown>;
  onMessage(listener: (message: unknown) => undefined): void;
  /** Asks the browser for the host; null: this page may not (Firefox's developer tools), and a page in a tab of its own does. */
  readonly requestHost: ((origin: string) => Promise<boolean>) | null;
}

/** The panel's way to other machines, in the extension: by the background, host by host. */
export function extensionReach({ sendReach, onMessage, requestHost }: ExtensionReachNeeds): Reach {
  const mayReach = async (origin: string) => (await sendReach({ type: 'may-reach', origin })) === true;
  const askOnOwnPage = async (origin: string) => {
    const closed = new Promise<void>((resolve) => {
      onMessage((message) => {
        const notice = v.safeParse(noticeSchema, message);
        if (notice.success && notice.output.type === 'grant-closed') resolve();
        return undefined;
      });
    });
    if (await mayReach(origin)) return true;
    await sendReach({ type: 'open-host-grant', origin });
    await closed;
    return mayReach(origin);
  };
  return {
    span: 'any',
    async ask(url): Promise<HostPermission> {
      const origin = demandOrigin(url);
      // Asked first, and not waited for: a browser takes a request for a permission inside the click alone.
      const before = mayReach(origin);
      const isGranted = await (requestHost ?? askOnOwnPage)(origin);
      const wasThere = await before;
      return {
        isGranted,
        giveBack: async () => {
          if (isGranted && !wasThere) await sendReach({ type: 'leave-host', origin });
        },
      };
    },
    async request({ url, ...request }) {
      const origin = demandOrigin(url);
      const order = { type: 'reach', origin, url, ...request, headers: Object.entries(request.headers) } as const;
      const answer = v.safeParse(reachAnswerSchema, await sendReach(order));
      const { host } = new URL(url);
      if (!answer.success) throw new ReachError('reach-failed', { host, reason: 'the extension was updated or ended' });
      const { status, text, failure } = answer.output;
      if (failure !== null) throw new ReachError('reach-failed', { host, reason: failure });
      return { status, text };
    },
  };
}

/** @throws WorkbenchError `reach-address` */
function demandOrigin(url: string): string {
  const origin = originOf(url);
  if (origin === null) throw new ReachError('reach-address', { address: url.slice(0, 200) });
  return origin;
}
