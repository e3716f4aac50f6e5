import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page, PageSession } from '#server/pages/html.ts';
import { duration, facts, moment, nextSteps, table } from '#server/pages/parts.ts';
import type { Step } from '#server/pages/step.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import type { SessionEnd } from '#server/session/session-end.ts';
import type { UserAttributes } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import { issuerOf, type LoginSession, type LoginValue, type SessionOrigin } from '#server/store/login-session.ts';
import { becauseWords } from './app-reason.ts';
import { closedFacts } from './closed-facts.ts';
import type { ExplainedHub, ExplainedStream } from './explain-streams.ts';

/** What the hub shows. */
export interface HubView {
  readonly base: string;
  readonly session: CurrentSession;
  readonly access: ExplainedHub;
  readonly now: number;
  readonly logoutUrl: string;
  readonly watched: PageSession;
  /** Whether the connection keeps what logins brought. */
  readonly hasReport: boolean;
  /** What is kept with the user; null: nothing, or the connection does not keep attributes with users. */
  readonly kept: UserAttributes | null;
}

/** Who somebody is, what the session says about them and where each value came from, and what that opens. */
export function hubPage(view: HubView): Page {
  const { login, end } = view.session;
  return {
    title: 'Hub',
    heading: `Welcome, ${login.userId}`,
    user: { name: userName(login), logoutUrl: view.logoutUrl },
    session: view.watched,
    main: html`
      <p class="lead">${leadFor(login)}</p>
      ${streamsCard(view)} ${attributesCard(login)} ${keptCard(view)} ${sessionCard(login, end, view.now)}
      ${nextSteps([...inspectStep(view), { label: 'Who the server says I am (JSON)', href: `${view.base}/qps/user` }])}
    `,
  };
}

/** Of a login by SAML whose report is kept, the inspector with this login in it. */
function inspectStep({ base, session, hasReport }: HubView): readonly Step[] {
  if (session.login.origin.way !== 'saml' || !hasReport) return [];
  return [{ label: 'Inspect this login', href: `/inspect/#login=${base}/saml/login-trace` }];
}

function leadFor(login: LoginSession): string {
  const issuer = issuerOf(login);
  if (issuer !== null)
    return `You are logged in through ${issuer}. This is what it said about you, and what that opens.`;
  return 'You are logged in by another application. This is what it said about you, and what that opens.';
}

function streamsCard({ access, base }: HubView): VNode {
  const { streams, closed } = access;
  const open = streams.filter(({ decision }) => decision.allowed);
  return html`<section class="card" aria-labelledby="streams">
    <h2 id="streams">Streams that are open to you</h2>
    ${
      open.length === 0
        ? html`<p>None of the ${streams.length} streams is: no rule allows one with the session attributes below. Ask
            whoever keeps the rules, or log in as somebody with another group.</p>
            ${closed.length === 0 ? null : facts(closedFacts(closed))}`
        : html`<div class="streams">${open.map((stream) => streamPart(stream, base))}</div>`
    }
  </section>`;
}

function streamPart({ stream, decision, apps, because }: ExplainedStream, base: string): VNode {
  const allowed = apps.filter((app) => app.decision.allowed);
  return html`<div>
    <h3>${stream.name}</h3>
    <ul class="apps">
      ${allowed.map(({ id, name }) => html`<li><a class="button" href=${`${base}/app/${encodeURIComponent(id)}`}>${name}</a></li>`)}
    </ul>
    <p class="small">Opened by the rule ${decision.by.map((rule, index) => html`${index === 0 ? '' : ', '}<code>${rule}</code>`)}${becauseWords(because)}</p>
  </div>`;
}

function attributesCard({ attributes }: LoginSession): VNode {
  return html`<section class="card" aria-labelledby="attributes">
    <h2 id="attributes">Session attributes</h2>
    ${
      attributes.length === 0
        ? html`<p>None came, or the attribute map took nothing from what came.</p>`
        : table(
            'Session attributes',
            ['Attribute', 'Value', 'Came as', 'Came from'],
            attributes.flatMap(({ name, values }) => values.map((value, index) => valueRow(name, value, index))),
          )
    }
  </section>`;
}

/** In the mode `attributesKept: user` alone. */
function keptCard({ kept }: HubView): VNode | null {
  if (kept === null) return null;
  return html`<section class="card" aria-labelledby="kept">
    <h2 id="kept">Kept with you between sessions</h2>
    <p>This connection keeps what your last login by SAML brought (${moment(kept.at)}), for every session of yours, by
      ticket or token too. Rules find it as <code>user.group</code>; what only this session has,
      as <code>user.environment.group</code>.</p>
    ${facts(kept.attributes.map(({ name, values }) => ({ label: name, values: [...values] })))}
  </section>`;
}

function valueRow(name: string, { value, raw, from, changed = [] }: LoginValue, index: number): VNode {
  return html`<tr>
    <th scope="row">${index === 0 ? name : html`<span class="small">${name}</span>`}</th>
    <td><span class="value">${value}</span></td>
    <td>${changed.length === 0 && raw === value ? html`<span class="small">the same</span>` : html`<code>${raw}</code>${stepsOf(changed)}`}</td>
    <td><code>${from.name}</code> <span class="small">${sourceWords(from)}</span></td>
  </tr>`;
}

/** Which steps of the map changed a value, under their names in the configuration. */
function stepsOf(changed: readonly string[]): VNode | null {
  return changed.length === 0 ? null : html` <span class="small">changed by ${changed.join(', ')}</span>`;
}

function sourceWords(from: LoginValue['from']): string {
  if ('way' in from) return SOURCE_WORDS[from.way];
  return from.friendlyName === null ? '' : `friendly name ${from.friendlyName}`;
}

const SOURCE_WORDS = {
  ticket: 'attribute of the ticket',
  session: 'attribute of the session call',
  jwt: 'claim of the token',
} as const;

const LIMIT_WORDS = {
  idle: 'unless you use it before',
  lifetime: 'the longest that a session lasts here',
  idp: 'as the identity provider says (SessionNotOnOrAfter)',
} as const;

const UNSOLICITED =
  'At the identity provider: this companion did not ask for this login, so it cannot tell who wanted it.';

function sessionCard(login: LoginSession, end: SessionEnd, now: number): VNode {
  return html`<section class="card" aria-labelledby="session">
    <h2 id="session">Session</h2>
    ${facts([
      { label: 'User', values: [userName(login)] },
      ...originRows(login.origin),
      { label: 'Logged in', values: [moment(login.loggedInAt)] },
      { label: 'Ends', values: [html`${moment(end.at)}, in ${duration(end.at - now)}, ${LIMIT_WORDS[end.limit]}`] },
    ])}
  </section>`;
}

function originRows(origin: SessionOrigin): readonly { readonly label: string; readonly values: readonly string[] }[] {
  switch (origin.way) {
    case 'ticket':
      return [{ label: 'Came by', values: [`A ticket, made with the key ${origin.by}`] }];
    case 'session':
      return [{ label: 'Came by', values: [`A session call, made with the key ${origin.by}`] }];
    case 'jwt':
      return [{ label: 'Came by', values: ['A token (JWT)'] }];
    case 'saml':
      return [
        { label: 'NameID', values: origin.nameId === null ? [] : [origin.nameId.value] },
        { label: 'NameID format', values: origin.nameId?.format ? [origin.nameId.format] : [] },
        { label: 'SessionIndex', values: origin.sessionIndexes },
        ...(origin.unsolicited ? [{ label: 'Began', values: [UNSOLICITED] }] : []),
      ];
  }
}
