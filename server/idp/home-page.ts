import { html } from 'htm/preact';
import type { Page } from '#server/pages/html.ts';
import { facts, moment } from '#server/pages/parts.ts';
import { formTargetsOf } from './form-targets.ts';
import { IDP_PATHS, type Idp } from './idp.ts';
import { defaultConsumer, loginStart, type ServiceProvider } from './service-providers.ts';
import type { IdpLogout, IdpSession } from './state.ts';
import { findUser } from './users.ts';

/** What the home page shows. */
export interface HomeView {
  readonly idp: Idp;
  readonly session: IdpSession | null;
  /** A logout of this browser that waits for a service provider's answer. */
  readonly logout: IdpLogout | null;
  readonly serviceProviders: readonly ServiceProvider[];
}

/** Who is logged in and where, logins to start here, and what a service provider has to know. */
export function homePage({ idp, session, logout, serviceProviders }: HomeView): Page {
  const fingerprints = [{ label: 'Entity ID', values: [idp.entityId] }, ...endpointFacts(idp)];
  return {
    title: 'Home',
    heading: 'Test identity provider',
    formTargets: formTargetsOf(
      serviceProviders.flatMap(({ role }) => role.singleLogout.map(({ location }) => location)),
    ),
    main: html`
      <p class="lead">Logs in invented users at the service providers that it knows. It asks for no password and is no place for anything real.</p>
      ${logout && stuckCard(logout)} ${session ? sessionCard(session) : html`<p>Nobody is logged in.</p>`}
      <section class="card" aria-labelledby="providers">
        <h2 id="providers">Log in at a service provider</h2>
        ${serviceProviders.length === 0 ? html`<p>No service provider is known yet.</p>` : html`<ul>${serviceProviders.map(startLinks)}</ul>`}
        <p class="small">You pick a user here; then the service provider is led to ask who you are, as its metadata says
          (RequestInitiator). What is sent unasked (IdP-initiated), a service provider may well refuse: it cannot know
          which browser wanted it.</p>
        <p class="small">To see what a service provider makes of a response with something wrong,
          open <code>/fault/</code> and a code of the <a href="/faults.json">catalogue of faults</a>.</p>
      </section>
      <section class="card" aria-labelledby="facts">
        <h2 id="facts">For service providers</h2>
        ${facts(fingerprints)}
        <div class="steps"><a class="button" href=${IDP_PATHS.metadata}>Metadata</a></div>
      </section>
    `,
  };
}

function endpointFacts({ url }: Idp) {
  return [
    { label: 'Single sign-on', values: [`${url}${IDP_PATHS.singleSignOn}`, 'by HTTP-Redirect and HTTP-POST'] },
    { label: 'Single logout', values: [`${url}${IDP_PATHS.singleLogout}`, 'by HTTP-Redirect and HTTP-POST'] },
  ];
}

function sessionCard({ user, participants, authenticatedAt, expiresAt }: IdpSession) {
  const rows = [
    { label: 'Since', values: [moment(authenticatedAt)] },
    { label: 'Until', values: [moment(expiresAt)] },
    { label: 'At', values: participants.map(({ serviceProvider }) => serviceProvider) },
  ];
  return html`
    <section class="card tone-good" aria-labelledby="session">
      <h2 id="session">Logged in as ${findUser(user)?.displayName ?? user}</h2>
      ${facts(rows)}
      <form class="steps" method="post" action="/logout"><button class="button primary">Log out everywhere</button></form>
    </section>
  `;
}

/** A service provider that never answers must not leave the others logged in. */
function stuckCard({ waiting, todo }: IdpLogout) {
  const rest = todo.length === 0 ? 'It is the last one.' : `${todo.length} more will be asked after it.`;
  return html`
    <section class="card tone-warning" aria-labelledby="stuck">
      <h2 id="stuck">A logout is under way</h2>
      <p><code>${waiting?.serviceProvider ?? ''}</code> was asked to log you out and has not answered. ${rest}</p>
      <form class="steps" method="post" action="/logout/skip"><button class="button primary">Go on without it</button></form>
    </section>
  `;
}

/** A login begins at the service provider where its metadata says how; a response that it has not asked for is named so. */
function startLinks(provider: ServiceProvider) {
  const { entityId } = provider;
  const [begins, takes] = [loginStart(provider) !== null, defaultConsumer(provider) !== null];
  const asked = `/start?sp=${encodeURIComponent(entityId)}`;
  const unasked = `${asked}&unsolicited=yes`;
  if (begins && takes)
    return html`<li><a href=${asked}>${entityId}</a> <span class="small">or <a href=${unasked}>send a response unasked</a></span></li>`;
  if (begins) return html`<li><a href=${asked}>${entityId}</a></li>`;
  if (takes)
    return html`<li><a href=${unasked}>${entityId}</a> <span class="small">by a response that is sent unasked</span></li>`;
  return html`<li>${entityId} <span class="small">takes no responses by POST</span></li>`;
}
