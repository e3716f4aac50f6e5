import * as v from 'valibot';
import {
  type BackgroundNotice,
  noticeSchema,
  type Order,
  type RecordingScope,
} from '../messaging/background-messages.ts';
import { sendUntilAnswered } from '../messaging/send-until-answered.ts';

/** What a page needs to ask for another scope. */
export interface ScopeNeeds {
  sendOrder(order: Order): Promise<unknown>;
  onMessage(listener: (message: unknown) => undefined): void;
}

/** What a page needs to hear of the scope. */
export interface FollowScopeNeeds extends ScopeNeeds {
  gap(reason: string): void;
}

/** Calls `listener` with the scope as it is and after each change; a page without the `permissions` API hears of it by messages alone. */
export function followScope(needs: FollowScopeNeeds, listener: (scope: RecordingScope) => void): void {
  const take = (message: unknown) => {
    const notice = readNotice(message);
    if (notice?.type === 'scope') listener(notice.scope);
  };
  needs.onMessage((message) => {
    take(message);
    return undefined;
  });
  sendUntilAnswered(needs.sendOrder, { type: 'ask-scope' }).then(take, (error: unknown) =>
    needs.gap(`The background does not say whether every tab may be recorded: ${String(error)}`),
  );
}

/** Where no page of ours may ask from here (Firefox's developer tools): a page in a tab of its own asks. Gives whether it was granted. */
export async function askOnOwnPage(needs: ScopeNeeds): Promise<boolean> {
  const answered = new Promise<boolean>((resolve) => {
    needs.onMessage((message) => {
      const notice = readNotice(message);
      if (notice?.type === 'grant-closed') resolve(false);
      if (notice?.type === 'scope' && notice.scope === 'browser') resolve(true);
      return undefined;
    });
  });
  await sendUntilAnswered(needs.sendOrder, { type: 'open-grant' });
  return answered;
}

function readNotice(message: unknown): BackgroundNotice | null {
  const read = v.safeParse(noticeSchema, message);
  return read.success ? read.output : null;
}
