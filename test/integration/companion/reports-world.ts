import * as v from 'valibot';
import { LOGIN_REPORT, LOGIN_TEST, type LoginReport, type LoginTest } from '#shared/api/logins.ts';
import type { HttpPage } from '#test/fixtures/http-browser.ts';
import type { CompanionWorld } from './companion-world.ts';

/** A call of the administrator's; the body as JSON. */
export async function callApi(world: CompanionWorld, token: string, path: string, method = 'GET') {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${world.url()}${path}`, { method, headers });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text === '' ? 'null' : text) as unknown };
}

/** The report under a reference number. */
export async function reportUnder(world: CompanionWorld, token: string, reference: string): Promise<LoginReport> {
  const { body } = await callApi(world, token, `/api/logins/${reference}`);
  return v.parse(LOGIN_REPORT, body);
}

/** Begins a login test as the console does. */
export async function beginTest(world: CompanionWorld, token: string, prefix = 'hub'): Promise<LoginTest> {
  const { body } = await callApi(world, token, `/api/connections/${prefix}/login-test`, 'POST');
  return v.parse(LOGIN_TEST, body);
}

/** The number that a page shows. */
export function referenceOn({ text }: HttpPage): string {
  return /Reference number: ([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(text)?.[1] ?? '';
}
