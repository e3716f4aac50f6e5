import type { Context } from 'koa';
import type { Page } from '#server/pages/html.ts';
import { sendPage } from '#server/pages/send-page.ts';
import type { Site } from '#server/pages/site.ts';

/** The head of its pages. */
export const TEST_IDP: Site = {
  brand: 'Test identity provider',
  name: 'the test identity provider',
  party: 'idp',
  links: [
    { label: 'Home', href: '/' },
    { label: 'Metadata', href: '/metadata' },
  ],
};

/** Answers with one of its pages. */
export function sendIdpPage(ctx: Context, status: number, page: Page): void {
  sendPage(ctx, status, page, TEST_IDP);
}
