import { html } from 'htm/preact';
import type { ComponentChild, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { TURNING_CHARACTERS } from '#shared/base/visible-text.ts';
import { underMount } from './mount-path.ts';
import type { Site } from './site.ts';
import type { Step } from './step.ts';

/** One whole page, made with `html`, which escapes every value that is put in; nothing of ours goes around it. */
export interface Page {
  /** Of the window, and of the page itself unless `heading` says more. */
  readonly title: string;
  readonly heading?: string;
  /** Who is logged in, where the page belongs to somebody. */
  readonly user?: { readonly name: string; readonly logoutUrl: string | null };
  /** What stands below the heading. */
  readonly main: ComponentChild;
  /** The session that the page belongs to: it warns before that ends, and goes when it has. Left out: it runs no script. */
  readonly session?: PageSession;
  /** Origins of other sites that a form of the page leads to, through redirects; its own needs no mention. */
  readonly formTargets?: readonly string[];
}

/** What a page knows of its session when it is made. Times in milliseconds. */
export interface PageSession {
  /** `/hub` */
  readonly base: string;
  /** Unless it is used before. */
  readonly endsIn: number;
  readonly limit: 'idle' | 'lifetime' | 'idp';
  /** So long before the end it warns. */
  readonly warnBefore: number;
}

/** The tokens, the parts that use them, the pages' own. */
const STYLES = ['tokens.css', 'parts.css', 'style.css'];

/**
 * The document's text, UTF-8; no script but the one that watches a session.
 * @param mount the path that browsers see the site below, put before every address of its own; empty: at the root
 */
export function renderPage(page: Page, site: Site, mount = ''): string {
  const text = `<!doctype html>${withTurningShown(renderToString(layout(page, site)))}`;
  // What is no attribute of ours cannot look like one: quotes in texts and values are escaped.
  return mount === ''
    ? text
    : text.replace(/ (href|src|action)="([^"]*)"/g, (_, name: string, address: string) => {
        return ` ${name}="${underMount(mount, address)}"`;
      });
}

/** A tag, in whose quoted values there may be anything but quotes; and a field, whose text goes back as it is. */
const TAG_OR_FIELD = /<textarea\b(?:"[^"]*"|[^">])*>[^<]*<\/textarea>|<(?:"[^"]*"|[^">])*>/g;

/** What people read, with the characters that would turn it named: `[U+202E]`. Values of attributes stay as they are. */
function withTurningShown(markup: string): string {
  if (markup.search(TURNING_CHARACTERS) < 0) return markup;
  let shown = '';
  let from = 0;
  for (const { 0: tag, index } of markup.matchAll(TAG_OR_FIELD)) {
    shown += turningShown(markup.slice(from, index)) + tag;
    from = index + tag.length;
  }
  return shown + turningShown(markup.slice(from));
}

function turningShown(text: string): string {
  return text.replace(
    TURNING_CHARACTERS,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

function layout({ title, heading = title, user, main, session }: Page, { brand, links }: Site): VNode {
  return html`
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === brand ? brand : `${title} · ${brand}`}</title>
        ${STYLES.map((name) => html`<link rel="stylesheet" href=${`/pages/${name}`} />`)}
        <link rel="icon" href="/pages/icon.svg" />
        ${session ? watcher(session) : null}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="brand" href="/"><img src="/pages/icon.svg" alt="" width="22" height="22" /> ${brand}</a>
          <nav aria-label="Main">
            ${links.map(link)}
            ${user ? html`<span class="who">${user.name}</span>` : null}
            ${user?.logoutUrl ? html`<a class="button" href=${user.logoutUrl}>Log out</a>` : null}
          </nav>
        </header>
        <main id="main">
          <h1>${heading}</h1>
          ${main}
        </main>
      </body>
    </html>
  `;
}

function watcher({ base, endsIn, limit, warnBefore }: PageSession): VNode {
  return html`<script
    src="/pages/session.js"
    defer
    data-base=${base}
    data-ends-in=${endsIn}
    data-limit=${limit}
    data-warn-before=${warnBefore}
  ></script>`;
}

function link({ label, href }: Step): VNode {
  return html`<a href=${href}>${label}</a>`;
}
