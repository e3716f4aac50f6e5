import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import { userName } from '#server/session/user-name.ts';
import type { AppAccess } from './decide-access.ts';

/** An app that is open, and by which rule. */
export function appPage(base: string, { login }: CurrentSession, app: AppAccess, logoutUrl: string): Page {
  return {
    title: app.name,
    user: { name: userName(login), logoutUrl },
    main: html`
      <p class="lead">The app is open to you.</p>
      <section class="card tone-good">
        ${facts([
          { label: 'Stream', values: [app.stream.name] },
          { label: 'Opened by the rule', values: app.decision.by },
        ])}
      </section>
      ${nextSteps([{ label: 'Back to the hub', href: `${base}/` }])}
    `,
  };
}
