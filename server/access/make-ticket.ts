import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { readInput } from '#server/api/read-input.ts';
import { record } from '#server/audit/record.ts';
import type { Service } from '#server/connection/service.ts';
import { userName } from '#server/session/user-name.ts';
import { TICKET_REQUEST, type TicketAnswer } from './call-schemas.ts';
import { demandWay } from './demand-way.ts';
import { toLoginAttributes } from './read-attributes.ts';
import { readTarget } from './target.ts';
import { keepTicket } from './ticket.ts';

/** `POST /qps/{prefix}/ticket`: a ticket for a user, which a browser brings as `?qlikTicket=` within a minute. */
export async function makeTicket(ctx: Context, service: Service): Promise<void> {
  demandWay(service, 'ticket');
  const { UserDirectory, UserId, Attributes, TargetId, TargetUri } = await readInput(ctx, TICKET_REQUEST);
  const target = readTarget(service, TargetUri ?? TargetId);
  const user = { userDirectory: UserDirectory, userId: UserId };
  const actor = actorOf(ctx);
  const { prefix } = service.settings;
  const attributes = toLoginAttributes(Attributes, 'ticket');
  const Ticket = await keepTicket(service, { ...user, attributes, connection: prefix, by: actor.name });
  await record(service, { actor, action: 'ticket-made', subject: userName(user), facts: { connection: prefix } });
  ctx.status = 201;
  ctx.body = { UserDirectory, UserId, Attributes, Ticket, TargetUri: target } satisfies TicketAnswer;
}
