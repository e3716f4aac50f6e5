import { mountPanel } from '../../panel/mount.tsx';
import type { Workbench } from '../../store/workbench.ts';

/** The inspector as a page: the panel without a recorder, in the colours that the system asks for. */
const root = document.getElementById('panel');
if (root === null) throw new Error('The page has no place for the panel.');

const dark = matchMedia('(prefers-color-scheme: dark)');
/** What opens a login comes when one is to be opened. */
const openNamed = async (workbench: Workbench): Promise<void> => {
  if (location.hash === '') return;
  const { openLogin } = await import('./open-login.ts');
  await openLogin(location, workbench).catch((error: unknown) => workbench.notices.showError(error));
};

mountPanel(root, {
  recorder: null,
  loadReach: async () => (await import('../../reach/page-reach.ts')).pageReach(location.origin),
  theme: dark.matches ? 'dark' : 'light',
  begin: (workbench) => {
    void openNamed(workbench);
    addEventListener('hashchange', () => void openNamed(workbench));
  },
});
dark.addEventListener('change', () => {
  root.dataset['theme'] = dark.matches ? 'dark' : 'light';
});
