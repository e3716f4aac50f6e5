import { broadcast, requestEverySite } from '../../browser.ts';

/** Firefox's developer tools may not ask for a permission: this page does, and closes itself once it is granted. */
const answer = document.getElementById('answer');

document.getElementById('grant')?.addEventListener('click', async () => {
  const granted = await requestEverySite();
  if (granted) window.close();
  else if (answer !== null)
    answer.textContent = 'Not allowed: nothing is recorded beyond the tab that the developer tools are open on.';
});
document.getElementById('close')?.addEventListener('click', () => window.close());
window.addEventListener('pagehide', () => broadcast({ type: 'grant-closed' }));
