import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { facts, nextSteps, table } from '#server/pages/parts.ts';
import type { LoginReport, ToldAccess, ToldFinding, ToldMapping } from '#shared/api/logins.ts';
import { counted } from '#shared/base/count-words.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';

/** What a login test came to: the verdict, what to change and who has to, the mapping, and what the rules would open. */
export function loginTestPage(base: string, report: LoginReport): Page {
  const isPassed = report.outcome === 'passed';
  return {
    title: isPassed ? 'The login test passed' : 'The login test was refused',
    main: html`
      <p class="lead">${
        isPassed
          ? 'This would have been a login. Nobody was logged in, and what the identity provider sent is used up.'
          : 'This would have been no login. Nobody was logged in.'
      }</p>
      ${isPassed ? null : causeCard(report)} ${messageCard(report.message)} ${mappingCards(report.mapping)}
      ${accessCard(report.access)} ${noticedCard(report)}
      <p>Reference number: <strong class="reference">${report.reference}</strong></p>
      ${nextSteps([
        { label: 'Inspect this login', href: `/inspect/#login=${base}/saml/login-trace?reference=${report.reference}` },
        { label: 'Change the attribute map', href: mapAddress(report) },
        { label: 'This report in the console', href: `/console/logins/${report.reference}` },
        { label: 'Hub', href: `${base}/` },
      ])}
    `,
  };
}

/** The map's editor, with the values of this test beside it. */
function mapAddress({ connection, reference }: LoginReport): string {
  return `/console/connections/${connection}/attributes?test=${reference}`;
}

function causeCard({ title, page, reasons, owner }: LoginReport): VNode {
  const [cause, ...others] = reasons;
  return html`<section class="card tone-bad" aria-label="Why">
    <h2>${title}</h2>
    ${facts([
      ...(cause?.expected == null ? [] : [{ label: 'Expected', values: [cause.expected] }]),
      ...(cause?.received == null ? [] : [{ label: 'Received', values: [cause.received] }]),
      ...(page?.facts ?? []),
      ...(cause === undefined ? [] : [{ label: 'Standard', values: [cause.clause] }]),
    ])}
    <p>${cause?.fix || page?.fix}</p>
    ${owner === null ? null : html`<p>Who can mend it: ${OWNER_WORDS[owner]}.</p>`}
    ${others.length === 0 ? null : html`<ul>${others.map(({ title: also }) => html`<li>${also}</li>`)}</ul>`}
  </section>`;
}

function messageCard(message: string): VNode | null {
  if (message === '') return null;
  return html`<section class="card" aria-labelledby="message">
    <h2 id="message">For whoever has to act</h2>
    <pre class="message" tabindex="0">${message}</pre>
  </section>`;
}

function mappingCards(mapping: ToldMapping | null): VNode {
  if (mapping === null) {
    return html`<section class="card" aria-label="Attributes">
      <p>Nothing that came was covered by a signature of the identity provider, so no attribute was read.</p>
    </section>`;
  }
  const { user, nameId, attributes, dropped, unused } = mapping;
  return html`<section class="card" aria-labelledby="mapping">
      <h2 id="mapping">What the attribute map made of it</h2>
      ${facts([
        { label: 'User', values: user === null ? [] : [`${user.userDirectory}\\${user.userId}`] },
        { label: 'NameID', values: nameId === null ? [] : [nameId] },
      ])}
      ${attributes.length === 0 ? html`<p>No session attribute.</p>` : valuesTable(attributes)}
    </section>
    ${dropped.length === 0 ? null : droppedCard(dropped)} ${unused.length === 0 ? null : unusedCard(unused)}`;
}

function valuesTable(attributes: ToldMapping['attributes']): VNode {
  return table(
    'Session attributes',
    ['Attribute', 'Value', 'Came as', 'SAML attribute', 'Changed by'],
    attributes.flatMap(({ name, values }) =>
      values.map(
        ({ value, raw, from, changed }) => html`<tr>
          <th scope="row">${name}</th>
          <td><span class="value">${value}</span></td>
          <td>${raw === value ? html`<span class="small">the same</span>` : html`<code>${raw}</code>`}</td>
          <td>${sourceOf(from)}</td>
          <td>${changed.length === 0 ? html`<span class="small">nothing</span>` : changed.join(', ')}</td>
        </tr>`,
      ),
    ),
  );
}

type Source = ToldMapping['dropped'][number]['from'];

function sourceOf({ name, friendlyName }: Source): VNode {
  return html`<code>${name}</code>${friendlyName === null ? null : html` <span class="small">friendly name ${friendlyName}</span>`}`;
}

function droppedCard(dropped: ToldMapping['dropped']): VNode {
  return html`<section class="card" aria-labelledby="dropped">
    <h2 id="dropped">Values that the map leaves out</h2>
    ${table(
      'Values that the map leaves out',
      ['Value', 'SAML attribute', 'Would have become', 'Left out by'],
      dropped.map(
        ({ raw, from, to, by }) => html`<tr>
          <td><span class="value">${raw}</span></td><td>${sourceOf(from)}</td><td>${to}</td><td>${by}</td>
        </tr>`,
      ),
    )}
  </section>`;
}

function unusedCard(unused: ToldMapping['unused']): VNode {
  return html`<section class="card" aria-labelledby="unused">
    <h2 id="unused">Attributes that came and no row takes</h2>
    ${table(
      'Attributes that came and no row takes',
      ['SAML attribute', 'Values'],
      unused.map(
        ({ values, ...source }) => html`<tr>
          <th scope="row">${sourceOf(source)}</th>
          <td>${values.map((value) => html`<span class="value">${value}</span> `)}</td>
        </tr>`,
      ),
    )}
  </section>`;
}

function accessCard(access: ToldAccess | null): VNode | null {
  if (access === null) return null;
  const open = access.filter(({ allowed }) => allowed);
  const closed = access.filter(({ allowed }) => !allowed);
  return html`<section class="card" aria-labelledby="access">
    <h2 id="access">What the rules would open, and what of the data</h2>
    ${open.length === 0 ? html`<p>No stream.</p>` : html`<ul>${open.map(openStream)}</ul>`}
    ${closed.length === 0 ? null : html`<p class="small">Closed: ${closed.map(({ stream }) => stream).join(', ')}.</p>`}
  </section>`;
}

function openStream({ stream, by, apps }: ToldAccess[number]): VNode {
  const open = apps.filter(({ allowed }) => allowed);
  const apart = open.flatMap(({ name, sees }) => (sees === null ? [] : [`${name}: ${sees}.`]));
  return html`<li>${stream}, by the rule ${by.join(', ')}${open.length === 0 ? null : `: ${open.map(({ name }) => name).join(', ')}`}
    ${apart.length === 0 ? null : html`<ul>${apart.map((words) => html`<li>${words}</li>`)}</ul>`}</li>`;
}

/** What the inspector has to say besides: it may be the next thing to fail. */
function noticedCard({ noticed }: LoginReport): VNode | null {
  if (noticed.length === 0) return null;
  const words = counted(
    noticed.length,
    'more thing that the inspector noticed',
    'more things that the inspector noticed',
  );
  return html`<section class="card" aria-label="Noticed">
    <details><summary>${words}</summary>${noticed.map(noticedPart)}</details>
  </section>`;
}

function noticedPart({ title, fix, received }: ToldFinding): VNode {
  return html`<article class="finding">
    <h3>${title}</h3>
    ${received === null ? null : facts([{ label: 'Received', values: [received] }])}
    ${fix === '' ? null : html`<p>${fix}</p>`}
  </article>`;
}
