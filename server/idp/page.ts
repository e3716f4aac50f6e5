import { html } from 'htm/preact';
import type { Context } from 'koa';
import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** One page of the test identity provider. */
export interface IdpPage {
  readonly title: string;
  readonly main: ComponentChild;
  /** Origins of other sites that a form of the page leads to, through redirects; its own needs no mention. */
  readonly formTargets?: readonly string[];
}

/** Answers with a page. Its forms lead nowhere but to this site and the page's `formTargets`. */
export function sendIdpPage(ctx: Context, status: number, page: IdpPage): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${(page.formTargets ?? []).join(' ')}`.trimEnd(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Security-Policy', policy.join('; '));
  ctx.body = `<!doctype html>${renderToString(layout(page))}`;
}

function layout({ title, main }: IdpPage) {
  return html`
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Test identity provider</title>
        <link rel="stylesheet" href="/pages/style.css" />
        <link rel="icon" href="/pages/icon.svg" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="brand" href="/"><img src="/pages/icon.svg" alt="" width="22" height="22" /> Test identity provider</a>
          <nav aria-label="Main">
            <a href="/">Home</a>
            <a href="/metadata">Metadata</a>
          </nav>
        </header>
        <main id="main">
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html>
  `;
}
