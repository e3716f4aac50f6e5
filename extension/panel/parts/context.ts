import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Workbench } from '../../store/workbench.ts';

/** How the components find the panel's state. */
export const WorkbenchContext = createContext<Workbench | null>(null);

/** The panel's state. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === null) throw new Error('A component of the panel was used outside it.');
  return workbench;
}
