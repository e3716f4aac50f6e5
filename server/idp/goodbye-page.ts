import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { nextSteps, table } from '#server/pages/parts.ts';

import type { IdpLogout, LogoutOutcome } from './state.ts';

const WORDS: Readonly<Record<LogoutOutcome['outcome'], string>> = {
  ended: 'logged out',
  partial: 'logged out, but not everywhere behind it',
  failed: 'did not confirm: its session may still be open',
  unreachable: 'has no logout address in its metadata: its session is still open',
  skipped: 'did not answer and was passed over: its session may still be open',
};

/** What a logout came to, participant by participant. */
export function idpGoodbyePage({ outcomes, user }: IdpLogout): Page {
  const isComplete = outcomes.every(({ outcome }) => outcome === 'ended');
  return {
    title: isComplete ? 'You are logged out' : 'You are not logged out everywhere',
    main: html`
      <p class="lead">${user === '' ? 'Nobody was logged in here.' : 'Your session at this identity provider has ended.'}</p>
      ${outcomes.length > 0 && html`<section class=${isComplete ? 'card tone-good' : 'card tone-bad'} aria-label="Service providers">${outcomesTable(outcomes)}</section>`}
      ${nextSteps([{ label: 'Home', href: '/' }])}
    `,
  };
}

function outcomesTable(outcomes: readonly LogoutOutcome[]) {
  const rows = outcomes.map(
    ({ serviceProvider, outcome }) => html`<tr><td>${serviceProvider}</td><td>${WORDS[outcome]}</td></tr>`,
  );
  return table('What each service provider answered', ['Service provider', 'Result'], rows);
}
