import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { flowTitle } from '#shared/explain/facts/flow-title.ts';
import { assertionsInClear } from '#shared/explain/facts/message-facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { isError } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { messagesOfFlow } from '#shared/report/messages-of-flow.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { Badge } from '../kit/badge.tsx';
import { Icon } from '../kit/icon.tsx';
import { type TabItem, Tabs } from '../kit/tabs.tsx';
import { toVisibleString } from '../kit/visible-text.ts';
import { folded } from '../store/base/fold.ts';
import { toClockTime } from '../store/base/times.ts';
import { openFindings } from '../store/flow/findings.ts';
import { verdictOfMessage } from '../store/list/outcome.ts';
import { FLOW_TABS, type FlowTab, TABS, type Tab } from '../store/list/view.ts';
import { messageTitle, partiesLine } from '../store/message/describe-message.ts';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { useWorkbench } from './parts/context.ts';
import { lazily } from './parts/lazily.tsx';
import { MarkdownButton } from './parts/markdown-button.tsx';
import { CourseCard, FlowFactsCard, FlowSummary } from './views/flow-summary.tsx';
import { MessageSummary } from './views/message-summary.tsx';

/** What is behind a tab is loaded behind the first message: all of these. */
const LATER = {
  AttributesView: lazily(async () => (await import('./views/attributes-view.tsx')).AttributesView),
  FindingsView: lazily(async () => (await import('./views/findings-view.tsx')).FindingsView),
  ExchangeCards: lazily(async () => (await import('./views/http-view.tsx')).ExchangeCards),
  HttpView: lazily(async () => (await import('./views/http-view.tsx')).HttpView),
  FlowView: lazily(async () => (await import('./views/flow/flow-view.tsx')).FlowView),
  SignatureView: lazily(async () => (await import('./views/signature-view.tsx')).SignatureView),
  XmlView: lazily(async () => (await import('./views/xml-view.tsx')).XmlView),
};

/** What the tabs say, each its own. */
type Faces<Name extends string> = Readonly<Record<Name, Omit<TabItem<Name>, 'name'>>>;

/** The chosen flow or message, in parts. */
export function Detail({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  const { view, notices } = useWorkbench();
  const selection = view.selection.value;
  useEffect(() => {
    Promise.all([CourseCard, FlowFactsCard, ...Object.values(LATER)].map((each) => each.preload())).catch(
      notices.showError,
    );
  }, [notices]);
  if (selection === null) return <section class="detail" aria-label="Detail" />;
  if (selection.kind === 'flow') return <FlowDetail key={selection.key} flow={selection.flow} onDialog={onDialog} />;
  if (selection.kind === 'exchange') return <ExchangeDetail key={selection.key} exchange={selection.exchange} />;
  return <MessageDetail key={selection.key} message={selection.message} onDialog={onDialog} />;
}

function FlowDetail({ flow, onDialog }: { flow: Flow; onDialog: (dialog: OpenDialog) => void }) {
  const onTrust = () => onDialog('trust');
  const { view, report } = useWorkbench();
  const { what, ended, begun } = flowTitle(flow);
  const messages = messagesOfFlow(flow, report.value);
  const found = [...messages.flatMap((message) => message.findings), ...flow.findings];
  const findings = openFindings(folded(found, flow.cause));
  const faces: Faces<FlowTab> = {
    summary: { word: 'Summary' },
    flow: { word: 'Flow' },
    findings: { word: 'Findings', count: findings.length, alarming: findings.some(isError) },
  };
  const parts: Readonly<Record<FlowTab, () => JSX.Element>> = {
    summary: () => <FlowSummary flow={flow} messages={messages} findings={findings} onTrust={onTrust} />,
    flow: () => <LATER.FlowView flow={flow} messages={messages} />,
    findings: () => <LATER.FindingsView findings={findings} messages={report.value.messages} flowCause={flow.cause} />,
  };
  const current = FLOW_TABS.find((name) => name === view.tab.value) ?? 'summary';
  return (
    <section class="detail" aria-label="Detail">
      <header class="detail-head">
        <h2>{what}</h2>
        <Badge verdict={ended} />
        <p class="quiet">
          {counted(messages.length, 'message')} from {toClockTime(flow.startedAt)}, {begun}
        </p>
      </header>
      <Tabs
        label="Parts of the flow"
        items={FLOW_TABS.map((name) => ({ name, ...faces[name] }))}
        current={current}
        onChange={(name) => (view.tab.value = name)}
        actions={
          <>
            <button
              type="button"
              class="button small"
              title="Compare with another run, part by part"
              onClick={() => onDialog('compare')}
            >
              <Icon name="compare" />
              <span class="tool-word">Compare with…</span>
            </button>
            <MessageButton onDialog={onDialog} />
            <MarkdownButton onShare={() => onDialog('share')} />
          </>
        }
      >
        {parts[current]()}
      </Tabs>
    </section>
  );
}

/** An exchange that carries no message: what was sent, and what came back. */
function ExchangeDetail({ exchange }: { exchange: Exchange }) {
  return (
    <section class="detail" aria-label="Detail">
      <header class="detail-head">
        <h2>{toVisibleString(exchange.method)}</h2>
        <p class="quiet">
          <bdi>{toVisibleString(hostOf(exchange.url))}</bdi>
          {exchange.startedAt !== null && ` · ${toClockTime(exchange.startedAt)}`}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="tab-panel" aria-label="Exchange" tabIndex={0}>
        <div class="stack">
          <LATER.ExchangeCards exchange={exchange} />
        </div>
      </section>
    </section>
  );
}

interface MessageDetailProps {
  message: InspectedMessage;
  onDialog: (dialog: OpenDialog) => void;
}

function MessageDetail({ message, onDialog }: MessageDetailProps) {
  const onTrust = () => onDialog('trust');
  const { view } = useWorkbench();
  const items = tabsOf(message);
  const current = TABS.find((name) => name === view.tab.value) ?? 'summary';
  const { label } = BINDINGS[message.reading.binding];
  return (
    <section class="detail" aria-label="Detail">
      <header class="detail-head">
        <h2>{toVisibleString(messageTitle(message))}</h2>
        <Badge verdict={verdictOfMessage(message)} />
        <p class="quiet">
          <bdi>{toVisibleString(partiesLine(message))}</bdi>
          {label !== null && ` · ${label}`}
          {message.exchange?.startedAt != null && ` · ${toClockTime(message.exchange.startedAt)}`}
        </p>
      </header>
      <Tabs
        label="Parts of the message"
        items={items}
        current={current}
        onChange={(name) => (view.tab.value = name)}
        actions={
          <>
            <MessageButton onDialog={onDialog} />
            <MarkdownButton onShare={() => onDialog('share')} />
          </>
        }
      >
        <MessagePart tab={current} message={message} onTrust={onTrust} />
      </Tabs>
    </section>
  );
}

/** Opens the message for whoever must act. */
function MessageButton({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  return (
    <button
      type="button"
      class="button small"
      title="A message for whoever must act"
      onClick={() => onDialog('message')}
    >
      <Icon name="mail" />
      <span class="tool-word">Message for…</span>
    </button>
  );
}

function tabsOf(message: InspectedMessage): readonly TabItem<Tab>[] {
  const findings = openFindings(folded(message.findings));
  const attributes = assertionsInClear(message.message).reduce(
    (sum, assertion) => sum + assertion.attributes.length,
    0,
  );
  const signatures = message.signatures.length + (message.redirectSignature === null ? 0 : 1);
  const broken = [...message.signatures, message.redirectSignature].some(
    (signature) => signature?.outcome === 'invalid',
  );
  const faces: Faces<Tab> = {
    summary: { word: 'Summary' },
    attributes: { word: 'Attributes', count: attributes },
    findings: { word: 'Findings', count: findings.length, alarming: findings.some(isError) },
    xml: { word: 'XML' },
    signature: { word: 'Signature', count: signatures, alarming: broken },
    http: { word: 'HTTP' },
  };
  return TABS.map((name) => ({ name, ...faces[name] }));
}

function MessagePart({ tab, message, onTrust }: { tab: Tab; message: InspectedMessage; onTrust: () => void }) {
  const { report } = useWorkbench();
  switch (tab) {
    case 'summary':
      return <MessageSummary message={message} onTrust={onTrust} />;
    case 'attributes':
      return <LATER.AttributesView message={message} />;
    case 'findings':
      return (
        <LATER.FindingsView
          findings={openFindings(folded(message.findings))}
          messages={report.value.messages}
          passed={message.findings}
        />
      );
    case 'xml':
      return <LATER.XmlView message={message} />;
    case 'signature':
      return <LATER.SignatureView message={message} onTrust={onTrust} />;
    case 'http':
      return <LATER.HttpView message={message} />;
  }
}
