import { setCookieFacts } from '#shared/explain/facts/cookie-facts.ts';
import { COOKIE_REASONS } from '#shared/explain/words/cookie-reasons.ts';
import { readSetCookies, sentCookieNames } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import type { MissingCookie } from '../../store/flow/missing-cookies.ts';

interface CookieCardProps {
  exchange: Exchange;
  /** What it should have sent and did not. */
  missing: readonly MissingCookie[];
}

/** The cookies of an exchange, and what each rule of the browser did to them; their values stand among the headers. */
export function CookieCard({ exchange, missing }: CookieCardProps) {
  const [sent, set] = [[...sentCookieNames(exchange)], readSetCookies(exchange)];
  if (sent.length + set.length + missing.length === 0) return null;
  return (
    <Card title="Cookies">
      <ul class="cookies">
        {missing.map(({ name, reason }, index) => (
          <li key={`missing ${index}`}>
            <Badge verdict={{ outcome: reason === 'unknown' ? 'unknown' : 'warning', word: 'Not sent' }} />{' '}
            <strong>{toVisibleString(name)}</strong> <span class="quiet">{COOKIE_REASONS[reason]}</span>
          </li>
        ))}
        {sent.map((name) => (
          <li key={`sent ${name}`}>
            <Badge verdict={{ outcome: 'neutral', word: 'Sent' }} /> <Value text={name} />
          </li>
        ))}
        {set.map((cookie, index) => {
          const { name, verdict, rules } = setCookieFacts(cookie);
          return (
            <li key={`set ${index}`}>
              <Badge verdict={{ ...verdict, word: `Set: ${verdict.word.toLowerCase()}` }} />{' '}
              <strong>{toVisibleString(name)}</strong>
              <ul class="quiet cookie-rules">
                {rules.map((rule) => (
                  <li key={rule}>
                    <Value text={rule} />
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
