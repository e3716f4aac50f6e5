import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { nextSteps } from '#server/pages/parts.ts';

/** One connection as the start page offers it. */
export interface ConnectionCard {
  readonly base: string;
  readonly description: string;
  /** Null: nobody logs in to it by SAML. */
  readonly idp: string | null;
}

/** `/`: where to go from here. */
export function startPage(connections: readonly ConnectionCard[], idpUrl: string | null): Page {
  return {
    title: 'Start',
    heading: 'SAML Workbench',
    main: html`
      <p class="lead">A service provider to log in to, an inspector for what goes over the wire, a console to
        administrate, and an identity provider to try them with.</p>
      <div class="columns">${connections.map(connectionCard)}${inspectorCard()}${consoleCard()}${idpUrl === null ? null : idpCard(idpUrl)}</div>
      <section class="card" aria-labelledby="first">
        <h2 id="first">What to try first</h2>
        <ol>
          <li>Load the extension (the line that <code>npm start</code> printed says how) and open its panel in the
            browser's devtools on this page.</li>
          <li>Open the hub and log in as Anne Foster. The panel shows the login as it happens.</li>
          <li>Log out, then log in as Eddie Reese: another group, another stream.</li>
          <li>Save the traffic as a HAR and drop it into the inspector: the same findings, without the extension.</li>
        </ol>
      </section>
    `,
  };
}

function connectionCard({ base, description, idp }: ConnectionCard): VNode {
  return html`<section class="card">
    <h2>Hub <code>${base}/</code></h2>
    <p>${description || 'Log in, see who the server says you are and what that opens, log out everywhere.'}</p>
    <p class="small">${idp === null ? 'No identity provider: an application logs people in.' : `Identity provider: ${idp}`}</p>
    ${nextSteps([
      { label: 'Open the hub', href: `${base}/` },
      ...(idp === null ? [] : [{ label: 'SP metadata', href: `${base}/saml/metadata` }]),
    ])}
  </section>`;
}

function inspectorCard(): VNode {
  return html`<section class="card">
    <h2>Inspector</h2>
    <p>Drop a HAR or paste a message: it is decoded, verified and explained, in this browser and nowhere else.</p>
    ${nextSteps([{ label: 'Open the inspector', href: '/inspect/' }])}
  </section>`;
}

function consoleCard(): VNode {
  return html`<section class="card">
    <h2>Console</h2>
    <p>Connect an identity provider of your own, try its login before anybody depends on it, see who is logged in and
      why what was refused was refused. It asks for the administrator's token.</p>
    ${nextSteps([{ label: 'Open the console', href: '/console/' }])}
  </section>`;
}

function idpCard(url: string): VNode {
  return html`<section class="card">
    <h2>Test identity provider</h2>
    <p>Its users have groups that open different streams. A login or a logout can begin there, too.</p>
    ${nextSteps([{ label: 'Open the identity provider', href: url }])}
  </section>`;
}
