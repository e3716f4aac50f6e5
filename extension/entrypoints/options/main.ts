import { hasDevtools, requestDevtools } from '../../browser.ts';

/** Firefox: the panel is there once the user has let it into the developer tools. */
const add = document.getElementById('add');
const answer = document.getElementById('answer');

function show(isThere: boolean, otherwise: string): void {
  if (add !== null) add.hidden = isThere;
  if (answer === null) return;
  answer.textContent = isThere ? 'The panel “SAML” is in the developer tools: open them with F12.' : otherwise;
}

add?.addEventListener('click', async () => show(await requestDevtools(), 'Not allowed: there is no panel.'));
show(await hasDevtools(), '');
