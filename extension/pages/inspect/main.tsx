import { mountPanel } from '../../panel/mount.tsx';

/** The inspector as a page: the panel without a recorder, in the colours that the system asks for. */
const root = document.getElementById('panel');
if (root === null) throw new Error('The page has no place for the panel.');

const dark = matchMedia('(prefers-color-scheme: dark)');
mountPanel(root, { recorder: null, theme: dark.matches ? 'dark' : 'light' });
dark.addEventListener('change', () => {
  root.dataset['theme'] = dark.matches ? 'dark' : 'light';
});
