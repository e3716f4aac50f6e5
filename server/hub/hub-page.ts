import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { duration, facts, moment, nextSteps, table } from '#server/pages/parts.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import type { SessionEnd } from '#server/session/session-end.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { StreamAccess } from './decide-access.ts';

/** What the hub shows. */
export interface HubView {
  readonly base: string;
  readonly session: CurrentSession;
  readonly access: readonly StreamAccess[];
  readonly now: number;
  readonly logoutUrl: string;
}

/** Who somebody is, what the session says about them and where each value came from, and what that opens. */
export function hubPage(view: HubView): Page {
  const { login, end } = view.session;
  return {
    title: 'Hub',
    heading: `Welcome, ${login.userId}`,
    user: { name: userName(login), logoutUrl: view.logoutUrl },
    main: html`
      <p class="lead">You are logged in through ${login.idp}. This is what it said about you, and what that opens.</p>
      ${streamsCard(view)} ${attributesCard(login)} ${sessionCard(login, end, view.now)}
      ${nextSteps([
        { label: 'Inspect the login', href: '/inspect/' },
        { label: 'Who the server says I am (JSON)', href: `${view.base}/qps/user` },
      ])}
    `,
  };
}

function streamsCard({ access, base }: HubView): VNode {
  const open = access.filter(({ decision }) => decision.allowed);
  return html`<section class="card" aria-labelledby="streams">
    <h2 id="streams">Streams that are open to you</h2>
    ${
      open.length === 0
        ? html`<p>None of the ${access.length} streams is: no rule allows one with the session attributes below. Ask
            whoever keeps the rules, or log in as somebody with another group.</p>`
        : html`<div class="streams">${open.map((stream) => streamPart(stream, base))}</div>`
    }
  </section>`;
}

function streamPart({ stream, decision, apps }: StreamAccess, base: string): VNode {
  const allowed = apps.filter((app) => app.decision.allowed);
  return html`<div>
    <h3>${stream.name}</h3>
    <ul class="apps">
      ${allowed.map(({ id, name }) => html`<li><a class="button" href=${`${base}/app/${encodeURIComponent(id)}`}>${name}</a></li>`)}
    </ul>
    <p class="small">Opened by the rule ${decision.by.map((rule) => html`<code>${rule}</code> `)}</p>
  </div>`;
}

function attributesCard({ attributes }: LoginSession): VNode {
  return html`<section class="card" aria-labelledby="attributes">
    <h2 id="attributes">Session attributes</h2>
    ${
      attributes.length === 0
        ? html`<p>None: the attribute map took nothing from what the identity provider sent.</p>`
        : table(
            'Session attributes',
            ['Attribute', 'Value', 'Came as', 'SAML attribute'],
            attributes.flatMap(({ name, values }) => values.map((value, index) => valueRow(name, value, index))),
          )
    }
  </section>`;
}

type AttributeValue = LoginSession['attributes'][number]['values'][number];

function valueRow(name: string, { value, raw, from }: AttributeValue, index: number): VNode {
  return html`<tr>
    <th scope="row">${index === 0 ? name : html`<span class="small">${name}</span>`}</th>
    <td><span class="value">${value}</span></td>
    <td>${raw === value ? html`<span class="small">the same</span>` : html`<code>${raw}</code>`}</td>
    <td><code>${from.name}</code>${from.friendlyName === null ? null : html` <span class="small">friendly name ${from.friendlyName}</span>`}</td>
  </tr>`;
}

const LIMIT_WORDS = {
  idle: 'unless you use it before',
  lifetime: 'the longest that a session lasts here',
  idp: 'as the identity provider says (SessionNotOnOrAfter)',
} as const;

const UNSOLICITED =
  'At the identity provider: this companion did not ask for this login, so it cannot tell who wanted it.';

function sessionCard(login: LoginSession, end: SessionEnd, now: number): VNode {
  const { nameId, sessionIndexes } = login;
  return html`<section class="card" aria-labelledby="session">
    <h2 id="session">Session</h2>
    ${facts([
      { label: 'User', values: [userName(login)] },
      { label: 'NameID', values: nameId === null ? [] : [nameId.value] },
      { label: 'NameID format', values: nameId?.format ? [nameId.format] : [] },
      { label: 'SessionIndex', values: sessionIndexes },
      { label: 'Logged in', values: [moment(login.loggedInAt)] },
      ...(login.unsolicited ? [{ label: 'Began', values: [UNSOLICITED] }] : []),
      { label: 'Ends', values: [html`${moment(end.at)}, in ${duration(end.at - now)}, ${LIMIT_WORDS[end.limit]}`] },
    ])}
  </section>`;
}
