import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import type { Fault } from './faults/engine/define-fault.ts';
import { formTargetsOf } from './form-targets.ts';
import { defaultConsumer, loginStart, type ServiceProvider } from './service-providers.ts';

const EXPECTED: Readonly<Record<Fault['expected'], string>> = {
  refuse: 'The service provider refuses the login, and nobody is logged in.',
  accept: 'The service provider accepts the login: nothing is wrong with it.',
};

/** What a fault does, which clause speaks of it, what should happen, and a form for each service provider that runs it. */
export function faultPage(fault: Fault, serviceProviders: readonly ServiceProvider[]): Page {
  const { code, stage, clause, title, does, expected, finding } = fault;
  const able = serviceProviders.filter((each) => loginStart(each) !== null || defaultConsumer(each) !== null);
  return {
    title,
    // Where somebody is logged in here, the form leads on at once, and browsers hold redirects to the page's policy, too.
    formTargets: formTargetsOf(able.map(loginStart)),
    main: html`
      <p class="lead">${does}</p>
      <section class=${expected === 'accept' ? 'card tone-good' : 'card tone-warning'} aria-labelledby="fault">
        <h2 id="fault">What should happen</h2>
        <p>${EXPECTED[expected]}</p>
        ${facts([
          { label: 'Fault', values: [code] },
          { label: 'What is changed', values: [STAGES[stage]] },
          { label: 'Clause', values: [clause] },
          { label: 'Shown first by the inspector', values: [finding] },
        ])}
      </section>
      <section class="card" aria-labelledby="run">
        <h2 id="run">Try it</h2>
        ${able.length === 0 ? html`<p>No service provider is known yet that could be sent this.</p>` : able.map((each) => runForm(code, each))}
        <p class="small">One response has the fault: the next one that this service provider gets while you are logged in
          here, within half an hour. Those after it are healthy.</p>
      </section>
      ${nextSteps([{ label: 'Home', href: '/' }])}
    `,
  };
}

const STAGES: Readonly<Record<Fault['stage'], string>> = {
  draft: 'what the response says',
  signature: 'how the response is signed',
};

function runForm(code: string, provider: ServiceProvider) {
  const how = loginStart(provider) === null ? 'by a response that is sent unasked' : 'by a login that begins there';
  return html`
    <form class="steps" method="get" action=${`/fault/${code}/login`}>
      <input type="hidden" name="sp" value=${provider.entityId} />
      <button class="button">Send it to ${provider.entityId}</button>
      <span class="small">${how}</span>
    </form>
  `;
}
