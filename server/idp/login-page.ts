import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { findFault } from './faults/find-fault.ts';
import { formTargetsOf } from './form-targets.ts';
import type { IdpLogin } from './state.ts';
import { TEST_USERS, type TestUser } from './users.ts';

/** Where one picks who to be. `current` is who is logged in already (ForceAuthn asks all the same). */
export function loginPage(login: IdpLogin, current: TestUser | null): Page {
  const fault = login.fault === null ? null : findFault(login.fault);
  return {
    title: 'Who do you want to be?',
    formTargets: formTargetsOf([login.startAt]),
    main: html`
      <p class="lead">
        This is a test identity provider: nobody here is real, and it asks for no password. Pick a user,
        and <code>${login.serviceProvider}</code> is told that you are that user.
      </p>
      ${fault && html`<p>The response will have the fault <a href=${`/fault/${fault.code}`}>${fault.code}</a>: ${fault.title}.</p>`}
      ${current && html`<p>You are logged in as ${current.displayName}; the service provider wants you to log in again (ForceAuthn).</p>`}
      <form method="post" action="/login">
        <input type="hidden" name="login" value=${login.key} />
        <div class="columns">${TEST_USERS.map(userCard)}</div>
      </form>
    `,
  };
}

function userCard(user: TestUser) {
  const groups = user.groups.length === 0 ? 'in no group' : `groups: ${user.groups.join(', ')}`;
  return html`
    <section class="card">
      <h2>${user.displayName}</h2>
      <p>${user.email}<br />${groups}</p>
      <div class="steps"><button class="button" name="user" value=${user.id}>Log in as ${user.displayName}</button></div>
    </section>
  `;
}
