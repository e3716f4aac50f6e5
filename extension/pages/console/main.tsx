import { render } from 'preact';
import { Console } from './console.tsx';
import '../../../shared/look/tokens.css';
import '../../../shared/look/parts.css';
import '../../kit/styles/base.css';
import '../../kit/styles/controls.css';
import '../../kit/styles/tabs.css';
import '../../kit/styles/dialog.css';
import './styles/frame.css';
import './styles/rows.css';
import './styles/forms.css';
import './styles/rules.css';

/** The console, in the colours that the system asks for. */
const root = document.getElementById('console');
if (root === null) throw new Error('The page has no place for the console.');

root.classList.add('workbench', 'console');
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => {
  root.dataset['theme'] = dark.matches ? 'dark' : 'light';
};
follow();
dark.addEventListener('change', follow);
render(<Console />, root);
