import { render } from 'preact';
import { counted } from '#shared/base/count-words.ts';
import type { LoadReach } from '../messaging/reach.ts';
import type { Recorder } from '../messaging/recorder.ts';
import { keepInBrowser } from '../store/trust/keeping.ts';
import { createWorkbench, type Workbench } from '../store/workbench.ts';
import { Panel } from './panel.tsx';
import { WorkbenchContext } from './parts/context.ts';
import '../../shared/look/tokens.css';
import '../../shared/look/parts.css';
import '../kit/styles/base.css';
import '../kit/styles/controls.css';
import '../kit/styles/tabs.css';
import '../kit/styles/dialog.css';
import './styles/layout.css';
import './styles/toolbar.css';
import './styles/list.css';
import './styles/detail.css';
import './styles/code.css';
import './styles/dialogs.css';
import './styles/help.css';
import './styles/forced-colors.css';

/** What the panel needs from where it is shown. */
export interface PanelOptions {
  /** Null where nothing records: the page then inspects files and pasted texts. */
  readonly recorder: Recorder | null;
  readonly theme: 'light' | 'dark';
  /** The way to other machines, for what the user asks of them. */
  readonly loadReach: LoadReach;
  /** Called when the panel is there; left out: it begins empty. */
  readonly begin?: (workbench: Workbench) => void;
}

/**
 * Shows the panel in `root`, which it fills. Gives the function that ends it and empties `root`.
 * The theme is kept in `root.dataset.theme` and may be changed there later.
 */
export function mountPanel(root: HTMLElement, { recorder, theme, loadReach, begin }: PanelOptions): () => void {
  const workbench = createWorkbench(recorder, { loadReach, keeping: keepInBrowser() });
  root.classList.add('workbench');
  root.dataset['theme'] = theme;
  render(
    <WorkbenchContext.Provider value={workbench}>
      <Panel />
    </WorkbenchContext.Provider>,
    root,
  );
  void restore(workbench);
  begin?.(workbench);
  return () => {
    render(null, root);
    workbench.end();
  };
}

/** What the user kept is trusted again. */
async function restore({ trust, notices }: Workbench): Promise<void> {
  try {
    const lost = await trust.restore();
    if (lost > 0)
      notices.show(
        'warning',
        `${counted(lost, 'thing')} that you kept under Trust cannot be read any longer: give it again.`,
      );
  } catch (error) {
    notices.showError(error, 'Trust');
  }
}
