import { html } from 'htm/preact';
import type { ComponentChild, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** One whole page, made with `html`, which escapes every value that is put in; nothing of ours goes around it. */
export interface Page {
  readonly title: string;
  /** Who is logged in, where the page belongs to somebody. */
  readonly user?: { readonly name: string; readonly logoutUrl: string | null };
  readonly main: ComponentChild;
}

/** The document's text, UTF-8, no script. */
export function renderPage(page: Page): string {
  return `<!doctype html>${renderToString(layout(page))}`;
}

function layout({ title, user, main }: Page): VNode {
  return html`
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · SAML Workbench</title>
        <link rel="stylesheet" href="/pages/style.css" />
        <link rel="icon" href="/pages/icon.svg" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="brand" href="/"><img src="/pages/icon.svg" alt="" width="22" height="22" /> SAML Workbench</a>
          <nav aria-label="Main">
            <a href="/">Start</a>
            <a href="/inspect/">Inspector</a>
            ${user ? html`<span class="who">${user.name}</span>` : null}
            ${user?.logoutUrl ? html`<a class="button" href=${user.logoutUrl}>Log out</a>` : null}
          </nav>
        </header>
        <main id="main">${main}</main>
      </body>
    </html>
  `;
}
