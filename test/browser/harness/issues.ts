import type { Page } from 'puppeteer-core';

/** What the browser's developer tools count as issues of a page from now on, such as a field without a name; the list grows. */
export async function listenForIssues(page: Page): Promise<readonly string[]> {
  const issues: string[] = [];
  const session = await page.createCDPSession();
  session.on('Audits.issueAdded', ({ issue }) => issues.push(`${issue.code} ${JSON.stringify(issue.details)}`));
  await session.send('Audits.enable');
  return issues;
}
