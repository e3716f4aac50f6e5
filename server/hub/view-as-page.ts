import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import { userName } from '#server/session/user-name.ts';
import { type DataPart, dataPart } from './app-data-part.ts';
import { appReason, judgedWords } from './app-reason.ts';
import type { Disguise, DisguiseMistake, TypedDisguise } from './disguise.ts';
import type { JudgedApp } from './judge-app.ts';
import type { OpenApp } from './open-app.ts';

/** One of the two that are shown side by side. */
export interface ShownSide {
  readonly judged: JudgedApp;
  /** Null: nothing is open. */
  readonly data: DataPart | null;
}

/** What the page shows. */
export interface ViewAsView {
  readonly opened: OpenApp;
  readonly base: string;
  readonly logoutUrl: string;
  /** Proves that the form was sent from this page. */
  readonly token: string;
  readonly typed: TypedDisguise;
  readonly mistake: DisguiseMistake | null;
  readonly mine: ShownSide;
  /** Null: nobody was asked for yet. */
  readonly other: (ShownSide & { readonly disguise: Disguise }) | null;
}

const SOURCE_WORDS: Readonly<Record<Disguise['source'], string>> = {
  session: 'with the attributes of the session that this user has here now',
  'made-up': 'with attributes that you made up; where they would come from is not known',
  none: 'without attributes: this user has no session here now, and you made none up',
};

/** An app as somebody else sees it, beside how it is seen by whoever looks. */
export function viewAsPage(view: ViewAsView): Page {
  const { opened, base, mine, other } = view;
  const { session, access } = opened;
  const path = `${base}/app/${encodeURIComponent(access.id)}`;
  return {
    title: `${access.name} as somebody else`,
    user: { name: userName(session.login), logoutUrl: view.logoutUrl },
    main: html`
      <p class="lead">What another user, or somebody with made-up attributes, sees of this app, and why. Each look is
        written down in the audit.</p>
      ${formCard(view, path)}
      ${other === null ? null : sidesPart(view, mine, other)}
      ${nextSteps([
        { label: 'Back to the app', href: path },
        { label: 'Back to the hub', href: `${base}/` },
      ])}
    `,
  };
}

function formCard({ typed, token, mistake }: ViewAsView, path: string): VNode {
  return html`<section class="card" aria-label="Who">
    <form class="form" method="post" action=${`${path}/view-as`}>
      <input type="hidden" name="token" value=${token} />
      <label>User <input name="user" required value=${typed.user} placeholder="CORP\\eddie" /></label>
      <label>Attributes, one a line; none: those of the user’s session here
        <textarea name="attributes" rows="4" placeholder="group = SalesAUS">${typed.attributes}</textarea></label>
      ${mistake === null ? null : html`<p class="mistake" role="alert">${mistake.field === 'user' ? 'User' : 'Attributes'} ${mistake.reason}.</p>`}
      <button class="button primary" type="submit">Look</button>
    </form>
  </section>`;
}

function sidesPart({ opened }: ViewAsView, mine: ShownSide, other: NonNullable<ViewAsView['other']>): VNode {
  const { login, source } = other.disguise;
  const name = userName(login);
  return html`<div class="sides">
    <section aria-label="Me">
      <h2>${userName(opened.session.login)}: me</h2>
      <div class="card tone-good"><p class="reason">${appReason({ ...mine.judged, person: { isReader: true } })}</p></div>
      ${mine.data === null ? null : dataPart(mine.data)}
    </section>
    <section aria-label="As somebody else">
      <h2>${name}</h2>
      <p class="small">${SOURCE_WORDS[source]}</p>
      ${otherReason(other.judged, name, source)}
      ${login.attributes.length === 0 ? null : attributesPart(login.attributes)}
      ${other.data === null ? null : dataPart(other.data)}
    </section>
  </div>`;
}

function otherReason(judged: JudgedApp, name: string, source: Disguise['source']): VNode {
  const { isOpen, words } = judgedWords(judged, name, source === 'made-up');
  return html`<div class=${`card tone-${isOpen ? 'good' : 'bad'}`}><p class="reason">${words}</p></div>`;
}

function attributesPart(attributes: Disguise['login']['attributes']): VNode {
  const rows = attributes.map(({ name, values }) => ({ label: name, values: values.map(({ value }) => value) }));
  return html`<details class="card"><summary>Attributes</summary>${facts(rows)}</details>`;
}
