import { missingBody } from '#shared/explain/facts/missing-body.ts';
import type { Exchange, Header } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Card, Fact, FactOf, Facts } from '../../kit/facts.tsx';
import { Value } from '../../kit/value.tsx';
import { parametersOf } from '../../store/base/parameters.ts';
import { toClockTime } from '../../store/base/times.ts';
import { missingIn } from '../../store/flow/missing-cookies.ts';
import { whereOf } from '../../store/list/where.ts';
import { useWorkbench } from '../parts/context.ts';
import { CookieCard } from './cookie-card.tsx';

/** The tab has its number here already. */
const NO_TABS: ReadonlyMap<number, number> = new Map();

/** The HTTP exchange that carried the message. */
export function HttpView({ message }: { message: InspectedMessage }) {
  const { exchange } = message;
  if (exchange === null) {
    return (
      <Empty title="No HTTP exchange">
        <p>The message was pasted or read from a file, without the request that carried it.</p>
      </Empty>
    );
  }
  return (
    <div class="stack">
      <ExchangeCards exchange={exchange} />
    </div>
  );
}

/** One request and what came back, in cards below each other. */
export function ExchangeCards({ exchange }: { exchange: Exchange }) {
  const { report } = useWorkbench();
  const { status, statusText, duration, startedAt, error, tab, redirectUrl } = exchange;
  return (
    <>
      <Card title="Request">
        <Facts>
          <FactOf name={exchange.method}>
            <Value text={exchange.url} code first={600} />
            <CopyButton text={() => exchange.url} label="URL" />
          </FactOf>
          <Fact
            name="Time"
            value={startedAt === null ? null : toClockTime(startedAt)}
            note={duration === null ? null : `took ${Math.round(duration)} ms`}
          />
          <Fact name="Answer" value={error ?? (status === null ? 'none was seen' : `${status} ${statusText}`.trim())} />
          <Fact name="Redirects to" value={redirectUrl} copy />
          <Fact
            name="Tab"
            value={tab === null ? null : `${tab.tabId}${tab.frameId <= 0 ? '' : `, frame ${tab.frameId}`}`}
            note={tab === null ? null : [tab.type, ...notOrdinary(exchange)].filter((word) => word !== '').join(', ')}
          />
        </Facts>
      </Card>
      <Pairs title="Parameters" pairs={parametersOf(exchange)} />
      <BodySent exchange={exchange} />
      <CookieCard exchange={exchange} missing={missingIn(exchange, report.value.flows)} />
      <Pairs title="Request headers" pairs={exchange.requestHeaders} />
      <Pairs title="Response headers" pairs={exchange.responseHeaders} />
      <BodyReceived exchange={exchange} />
    </>
  );
}

/** Private window and container: by these two sessions of one browser differ. */
function notOrdinary(exchange: Exchange): readonly string[] {
  return whereOf(exchange, NO_TABS).map(({ title }) => title.toLowerCase());
}

/** What was sent and is no form: a form is told parameter by parameter. */
function BodySent({ exchange: { requestBody } }: { exchange: Exchange }) {
  const text = requestBody?.text ?? '';
  if (text === '' || requestBody?.params !== null || /urlencoded/i.test(requestBody.mimeType ?? 'urlencoded'))
    return null;
  return (
    <Card title="What was sent">
      <Value text={text} code first={600} />
    </Card>
  );
}

/** Where nothing of it was kept, that and what would tell. */
function BodyReceived({ exchange }: { exchange: Exchange }) {
  const missing = missingBody(exchange);
  const { responseText } = exchange;
  if (missing === null && (responseText === null || responseText === '')) return null;
  return (
    <Card title="What came back">
      {missing === null ? <Value text={responseText ?? ''} code first={600} /> : <p class="quiet">{missing}</p>}
    </Card>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly Header[] }) {
  if (pairs.length === 0) return null;
  return (
    <Card title={title}>
      <dl class="facts pairs">
        {pairs.map(({ name, value }, index) => (
          <div key={index} class="fact">
            <dt>
              <Value text={name} />
            </dt>
            <dd>
              <Value text={value} code first={400} />
              <CopyButton text={() => value} label={name.slice(0, 80)} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
