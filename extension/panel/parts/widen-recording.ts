import type { Recorder } from '../../messaging/recorder.ts';
import type { Workbench } from '../../store/workbench.ts';

/** What is left without the permission to see every tab. */
const WITHOUT: Readonly<Record<Recorder['otherwise'], string>> = {
  tab: 'only this tab is recorded. Logins in popups and other tabs are missed.',
  nothing: 'nothing is recorded. The panel in the developer tools (F12) records one tab without it.',
};

/** Asks for every tab, and says what is left where the user does not give it. Must run inside a click. */
export async function widenRecording({ recorder, notices }: Workbench): Promise<void> {
  if (recorder === null) return;
  try {
    if (!(await recorder.widen()))
      notices.show('neutral', `The permission was not given: ${WITHOUT[recorder.otherwise]}`);
  } catch (error) {
    notices.showError(error);
  }
}
