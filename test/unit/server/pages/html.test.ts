import { globSync, readFileSync } from 'node:fs';
import { html } from 'htm/preact';
import { expect, test } from 'vitest';
import { renderPage } from '#server/pages/html.ts';
import { pagePolicy } from '#server/pages/page-policy.ts';
import { duration, facts, nextSteps } from '#server/pages/parts.ts';
import { COMPANION } from '#server/pages/site.ts';

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u0000\u202e';

test('whatever is put into a page is text there, in content and in attributes', () => {
  const content = html`<p title=${EVIL}>${EVIL}</p>${facts([{ label: EVIL, values: [EVIL] }])}${nextSteps([{ label: EVIL, href: '/' }])}`;
  const page = renderPage({ title: EVIL, user: { name: EVIL, logoutUrl: null }, main: content }, COMPANION);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img src=x');
  expect(page.match(/&lt;script>/g)?.length).toBeGreaterThanOrEqual(6);
});

test('characters that would turn or break the text of a page are named in it, and values of fields stay as they are', () => {
  const turns = 'a\u202egnp.exe\u2066\u0000 > "b"';
  const page = renderPage(
    {
      title: turns,
      main: html`<p title=${turns}>${turns}</p><input value=${turns} /><textarea name="x">${turns}</textarea>`,
    },
    COMPANION,
  );
  const shown = 'a[U+202E]gnp.exe[U+2066][U+0000] > "b"';
  expect(page).toContain(`<title>${shown} · ${COMPANION.brand}</title>`.replaceAll('"', '&quot;'));
  expect(page).toContain(`>${shown.replaceAll('"', '&quot;')}</p>`);
  const kept = turns.replaceAll('"', '&quot;');
  expect(page).toContain(`<input value="${kept}"/>`);
  expect(page).toContain(`<textarea name="x">${kept}</textarea>`);
  // Letters of languages that are written from the right, and what joins them, are no such characters.
  expect(renderPage({ title: '\u05d0\u200d\u0627', main: null }, COMPANION)).toContain('<h1>\u05d0\u200d\u0627</h1>');
});

test('a page has no script and no style of its own, so that the policy can forbid both', () => {
  const page = renderPage({ title: 'x', main: html`<p>x</p>` }, COMPANION);
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  expect(page).toMatch(/^<!doctype html><html lang="en">/);
});

test('a page has one heading, the head of its site, and its name in the title once', () => {
  const site = { brand: 'Brand', name: 'the site', party: 'sp' as const, links: [{ label: 'Home', href: '/home' }] };
  const page = renderPage({ title: 'Start', heading: 'Welcome', main: html`<p>x</p>` }, site);
  expect(page.match(/<h1>.*?<\/h1>/g)).toEqual(['<h1>Welcome</h1>']);
  expect(page).toContain('<title>Start · Brand</title>');
  expect(page).toContain('<nav aria-label="Main"><a href="/home">Home</a></nav>');
  expect(renderPage({ title: 'Brand', main: null }, site)).toContain('<title>Brand</title>');
});

test('the forms of a page lead to its site, and to the sites that it names', () => {
  expect(pagePolicy()).toContain("form-action 'self';");
  expect(pagePolicy(['https://sp.example'])).toContain("form-action 'self' https://sp.example;");
});

test('durations are told as people do', () => {
  expect([0, 59_000, 90_000, 1_800_000, 7_200_000, 36_000_000].map(duration)).toEqual([
    'less than a minute',
    '1 minute',
    '2 minutes',
    '30 minutes',
    '2 hours',
    '10 hours',
  ]);
});

test('no sentence of a template loses the space between a line and a part that begins the next', () => {
  const files = globSync('server/**/*.ts').filter((file) => readFileSync(file, 'utf8').includes("'htm/preact'"));
  expect(files.length).toBeGreaterThan(10);
  // The template drops white space with a line's end in it beside a tag or a value.
  const lost = /\p{L}\n +(?:<(?:code|a|strong|em|span)\b|\$\{(?!.*html`))/u;
  const found = files.map((file) => [file, lost.exec(templatesOf(readFileSync(file, 'utf8')))?.[0] ?? null]);
  expect(found.filter(([, text]) => text !== null)).toEqual([]);
  expect(lost.test('Pick a user, and\n   <code>x</code>')).toBe(true);
});

function templatesOf(source: string): string {
  return [...source.matchAll(/html`[\s\S]*?`/g)].map(([template]) => template).join('\n\n');
}
