import type { Order } from './background-messages.ts';

/** How often an order is given again. */
const TRIES = 5;

/**
 * Gives the background an order until it is answered, and gives the answer: the background may end with the order on its
 * way, and none does harm when it is obeyed twice. Rejects with the last reason.
 */
export async function sendUntilAnswered(
  sendOrder: (order: Order) => Promise<unknown>,
  order: Order,
  tries = TRIES,
): Promise<unknown> {
  try {
    return await sendOrder(order);
  } catch (error) {
    if (tries <= 1) throw error;
    return sendUntilAnswered(sendOrder, order, tries - 1);
  }
}
