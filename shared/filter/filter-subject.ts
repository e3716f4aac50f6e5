import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

/** What is asked whether it matches: a message with its flow and its exchange, or an exchange that carries none. */
export interface FilterSubject {
  readonly flow: Flow | null;
  readonly message: InspectedMessage | null;
  readonly exchange: Exchange | null;
}
