import { broadcast, requestEverySite, requestHost } from '../../browser.ts';

/** Firefox's developer tools may not ask for a permission: this page does, and closes itself once it is granted. */
const find = (id: string) => document.getElementById(id);
const answer = find('answer');

/** The one host that is to be asked for; null: every site. */
const host = /^https?:\/\/[^/*?#@\s]+\/\*$/.exec(decodeURIComponent(location.hash.slice(1)))?.[0] ?? null;

if (host !== null) {
  const name = host.slice(0, -2);
  const texts = {
    title: `Ask ${name}?`,
    why: `You want SAML Workbench to fetch something from ${name}. It asks that host alone, without cookies. The permission is given back when it is no longer needed; you can take it back at any time in the browser's list of extensions.`,
    grant: 'Allow this host',
  };
  for (const [id, text] of Object.entries(texts)) {
    const element = find(id);
    if (element !== null) element.textContent = text;
  }
  document.title = `SAML Workbench: ${texts.title}`;
}

find('grant')?.addEventListener('click', async () => {
  const granted = await (host === null ? requestEverySite() : requestHost(host));
  if (granted) window.close();
  else if (answer !== null)
    answer.textContent =
      host === null
        ? 'Not allowed: nothing is recorded beyond the tab that the developer tools are open on.'
        : 'Not allowed: nothing is asked.';
});
find('close')?.addEventListener('click', () => window.close());
window.addEventListener('pagehide', () => broadcast({ type: 'grant-closed' }));
