import type { Flow } from '#shared/flows/flow.ts';
import type { CookieReason } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';

/** A cookie that a request should have had. */
export interface MissingCookie {
  readonly name: string;
  readonly reason: CookieReason;
}

/** The cookies that an exchange should have sent, by what is known of its flow. */
export function missingIn({ id }: Exchange, flows: readonly Flow[]): readonly MissingCookie[] {
  return flows
    .filter(({ steps }) => steps.some(({ exchange }) => exchange === id))
    .flatMap(({ cookies }) =>
      cookies.flatMap(({ name, missing }) =>
        missing.filter(({ exchange }) => exchange === id).map(({ reason }) => ({ name, reason })),
      ),
    );
}
