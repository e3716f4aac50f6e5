import * as v from 'valibot';
import { type BackgroundNotice, type Order, orderSchema } from '../messaging/background-messages.ts';

/** What the background needs of the browser to look after the permission. */
export interface ServeScopeNeeds {
  onMessage(listener: (message: unknown) => Promise<unknown> | undefined): void;
  broadcast(notice: BackgroundNotice): void;
  hasEverySite(): Promise<boolean>;
  dropEverySite(): Promise<void>;
  onPermissionsChanged(listener: () => void): void;
  openGrantPage(): Promise<void>;
}

/** In the background: says what may be recorded, when asked and after each change, and does what a page orders. */
export function serveScope(needs: ServeScopeNeeds): void {
  const readScope = async (): Promise<BackgroundNotice> => ({
    type: 'scope',
    scope: (await needs.hasEverySite()) ? 'browser' : 'tab',
  });
  const obey = async (order: Order): Promise<BackgroundNotice | null> => {
    if (order.type === 'ask-scope') return readScope();
    await (order.type === 'open-grant' ? needs.openGrantPage() : needs.dropEverySite());
    return null;
  };
  needs.onPermissionsChanged(() => void readScope().then(needs.broadcast));
  needs.onMessage((message) => {
    const order = v.safeParse(orderSchema, message);
    return order.success ? obey(order.output) : undefined;
  });
}
