import * as v from 'valibot';
import { isHost, originOf, type ReachAnswer, type ReachOrder, reachOrderSchema } from '../messaging/reach-messages.ts';

/** What the background needs of the browser to ask other machines. */
export interface ServeReachNeeds {
  onMessage(listener: (message: unknown) => Promise<unknown> | undefined): void;
  hasHost(origin: string): Promise<boolean>;
  dropHost(origin: string): Promise<void>;
  openHostGrantPage(origin: string): Promise<void>;
  fetch(url: string, options: RequestInit): Promise<Response>;
}

/** Milliseconds until an answer must be there. */
const PATIENCE = 30_000;
/** Characters of an answer: a message between pages has a limit of its own, and what is larger is a federation, which is a file. */
const MAX_ANSWER = 16 * 1024 * 1024;

/**
 * In the background, the one place from which the extension asks another machine: a host that the user has allowed, and
 * nothing else. The policy of the panel's own page, on which hostile messages are shown, lets it ask nobody.
 */
export function serveReach(needs: ServeReachNeeds): void {
  const obey = async (order: ReachOrder): Promise<unknown> => {
    if (order.type === 'may-reach') return needs.hasHost(order.origin);
    if (order.type === 'open-host-grant') return needs.openHostGrantPage(order.origin);
    if (order.type === 'leave-host') return needs.dropHost(order.origin);
    return ask(order, needs);
  };
  needs.onMessage((message) => {
    const order = v.safeParse(reachOrderSchema, message);
    return order.success && isHost(order.output.origin) ? obey(order.output) : undefined;
  });
}

async function ask(order: Extract<ReachOrder, { type: 'reach' }>, needs: ServeReachNeeds): Promise<ReachAnswer> {
  const { url, origin, method, headers, body } = order;
  if (originOf(url) !== origin || !(await needs.hasHost(origin))) return failed('it is not allowed');
  try {
    const answer = await needs.fetch(url, {
      ...{ method, headers: headers.map(([name = '', value = '']): [string, string] => [name, value]), body },
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await readBounded(answer);
    if (text === null) return failed(`the answer has more than ${MAX_ANSWER / 1024 / 1024} MB; save it as a file`);
    return { status: answer.status, text, failure: null };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return failed(isLate ? 'it did not answer in time' : NO_ANSWER);
  }
}

function failed(failure: string): ReachAnswer {
  return { status: 0, text: '', failure };
}

/** A browser does not say which of these it was. */
const NO_ANSWER =
  'there is no connection to it, its certificate is not trusted here, or it leads to another host, which was not allowed';

/** As text, UTF-8 as metadata is; null: it is too large. Nothing is read beyond the limit. */
async function readBounded({ body }: Response): Promise<string | null> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_ANSWER) {
      await reader.cancel();
      return null;
    }
  }
}
