import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import type { Goodbye } from './goodbye.ts';

const TITLES = {
  everywhere: 'You are logged out everywhere',
  partial: 'You are logged out here, but not everywhere',
  failed: 'You are logged out here only',
  'not-asked': 'You are logged out here only',
  here: 'You are logged out here',
} as const;

const TONES = { everywhere: 'good', partial: 'warning', failed: 'bad', 'not-asked': 'bad', here: 'good' } as const;

/** What happened at each participant, and nothing nicer than that. */
export function goodbyePage(base: string, goodbye: Goodbye): Page {
  const { outcome, idp, user, statusCodes, statusMessage } = goodbye;
  return {
    title: TITLES[outcome],
    main: html`
      <p class="lead">${leadFor(goodbye)}</p>
      <section class=${`card tone-${TONES[outcome]}`} aria-label="What happened">
        ${facts([
          ...(user === null ? [] : [{ label: 'Who', values: [user] }]),
          { label: 'This companion', values: ['The session has ended.'] },
          ...(idp === null ? [] : [{ label: idp, values: [idpWords(goodbye)] }]),
          { label: 'Other applications', values: [otherWords(outcome)] },
          ...(statusCodes.length === 0 || outcome === 'everywhere'
            ? []
            : [{ label: 'Its status', values: statusCodes }]),
          ...(statusMessage === null ? [] : [{ label: 'Its words', values: [statusMessage] }]),
        ])}
      </section>
      ${nextSteps([
        { label: 'Log in again', href: `${base}/` },
        { label: 'Start page', href: '/' },
      ])}
    `,
  };
}

function leadFor({ outcome, reason, idp }: Goodbye): string {
  if (outcome === 'here')
    return 'No identity provider had a part in this session, so there is nobody else to tell. The application that brought you here may still know you.';
  if (outcome === 'everywhere') return 'The identity provider confirmed that its session has ended as well.';
  if (outcome === 'partial')
    return 'The identity provider ended its session but could not reach every application. Close the browser to be sure.';
  if (reason === 'no-name-id')
    return `${idp} sent no NameID at login, so it cannot be told whom to log out. Add a NameID claim to what it sends.`;
  if (reason === 'no-endpoint')
    return `The metadata of ${idp} names no address for single logout, so it was not asked. Its session lives on: the next login may need no password.`;
  if (reason === 'no-redirect')
    return `The metadata of ${idp} names no address for single logout by HTTP-Redirect, which alone this connection may use (mode: saml2int), so it was not asked. Its session lives on: the next login may need no password.`;
  return 'The identity provider answered that it did not log you out. Its session may live on: the next login may need no password.';
}

function idpWords({ outcome }: Goodbye): string {
  if (outcome === 'everywhere' || outcome === 'partial') return 'The session has ended.';
  return outcome === 'failed' ? 'It refused, or failed.' : 'It was not asked; its session lives on.';
}

function otherWords(outcome: Goodbye['outcome']): string {
  if (outcome === 'here') return 'They were not told; none was known.';
  if (outcome === 'everywhere') return 'All that the identity provider knows of have ended their sessions.';
  return outcome === 'partial' ? 'At least one may still be logged in.' : 'They are still logged in, if they were.';
}
