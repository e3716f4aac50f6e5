import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import type { Step } from '#server/pages/step.ts';
import { userName } from '#server/session/user-name.ts';
import { type DataPart, dataPart } from './app-data-part.ts';
import { appReason } from './app-reason.ts';
import type { OpenApp } from './open-app.ts';

/** What the page of an app shows. */
export interface AppView extends OpenApp {
  readonly base: string;
  /** Null: the app shows no data. */
  readonly data: DataPart | null;
  readonly mayExport: boolean;
  readonly mayViewAs: boolean;
  readonly logoutUrl: string;
}

/** An app that is open, by which rule, and what is seen of its data, by which rows. */
export function appPage(view: AppView): Page {
  const { access, because, reading, data, session } = view;
  return {
    title: access.name,
    user: { name: userName(session.login), logoutUrl: view.logoutUrl },
    main: html`
      <p class="lead">${reading === null ? 'The app is open to you.' : 'What of the data is open to you, and why.'}</p>
      <section class="card tone-good" aria-label="Why">
        <p class="reason">${appReason({ access, because, reading, person: { isReader: true } })}</p>
        ${facts([
          { label: 'Stream', values: [access.stream.name] },
          { label: 'Opened by the rule', values: access.decision.by },
        ])}
      </section>
      ${data === null ? null : dataPart(data)}
      ${nextSteps([...stepsOf(view), { label: 'Back to the hub', href: `${view.base}/` }])}
    `,
  };
}

function stepsOf({ base, access, data, mayExport, mayViewAs }: AppView): readonly Step[] {
  if (data === null) return [];
  const path = `${base}/app/${encodeURIComponent(access.id)}`;
  return [
    ...(mayExport ? [{ label: 'Export (CSV)', href: `${path}/rows.csv` }] : []),
    ...(mayViewAs ? [{ label: 'View as somebody else', href: `${path}/view-as` }] : []),
  ];
}
