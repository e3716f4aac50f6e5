import { counted } from '#shared/base/count-words.ts';
import { Icon } from '../kit/icon.tsx';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { useWorkbench } from './parts/context.ts';
import { PasteForm } from './parts/paste-form.tsx';
import { widenRecording } from './parts/widen-recording.ts';

/** What stands there before anything came: what this is, and the next step. */
export function Welcome({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  const { recording, source } = useWorkbench();
  if (source.value !== null && source.value.id !== 'recording') return <NoMessages />;
  return recording === null ? <WelcomeToInspector onDialog={onDialog} /> : <WelcomeToRecorder onDialog={onDialog} />;
}

function WelcomeToInspector({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  return (
    <div class="welcome">
      <h2>See what a SAML login says, whether its signatures hold, and why it fails</h2>
      <p class="quiet">
        Everything happens in this page: nothing is sent anywhere, and nothing is kept when you close it unless you ask
        for it.
      </p>
      <div class="welcome-columns">
        <section class="card">
          <header class="card-head">
            <h3>Drop a file anywhere on this page</h3>
          </header>
          <p class="card-note">
            A HAR saved by the browser's network tools, a SAML-tracer export, a trace of this workbench, or any file
            with a message in it: a log, a mail, a page, XML.
          </p>
          <div class="card-actions">
            <button type="button" class="button primary" onClick={() => onDialog('import')}>
              <Icon name="open" />
              <span>Choose a file</span>
            </button>
          </div>
        </section>
        <section class="card">
          <header class="card-head">
            <h3>Or paste a message</h3>
          </header>
          <PasteForm rows={5} />
        </section>
        <section class="card">
          <header class="card-head">
            <h3>To verify signatures</h3>
          </header>
          <p class="card-note">
            Give the metadata of the identity provider, or its certificate. Without it, a signature can be intact, but
            by a key nobody vouches for.
          </p>
          <div class="card-actions">
            <button type="button" class="button" onClick={() => onDialog('trust')}>
              <Icon name="trust" />
              <span>Give metadata or a certificate</span>
            </button>
          </div>
        </section>
      </div>
    </div>
  );
}

function WelcomeToRecorder({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  const { recording, recorder } = useWorkbench();
  const wide = recording?.scope.value === 'browser';
  if (recorder?.otherwise === 'nothing') return <WelcomeBesidePage onDialog={onDialog} wide={wide} />;
  return (
    <div class="welcome">
      <h2>{recording?.paused.value ? 'Recording is paused' : 'Log in or out in this tab: the messages appear here'}</h2>
      <ol class="welcome-steps">
        <li>Reload the page, or open the application that you log in to.</li>
        <li>
          {wide
            ? 'Every tab, popup and frame is recorded.'
            : 'Does the login open a popup or another tab? Record every tab; the browser asks for the permission once.'}
        </li>
        <li>To have signatures verified, give the IdP's metadata or certificate.</li>
      </ol>
      <div class="card-actions">
        {!wide && <RecordEveryTab />}
        <button type="button" class="button" onClick={() => onDialog('trust')}>
          <Icon name="trust" />
          <span>Give metadata or a certificate</span>
        </button>
        <OpenOrPaste onDialog={onDialog} />
      </div>
    </div>
  );
}

/** Beside the page, where nothing is recorded before it is allowed. */
function WelcomeBesidePage({ onDialog, wide }: { onDialog: (dialog: OpenDialog) => void; wide: boolean }) {
  const { recording } = useWorkbench();
  const allowed = recording?.paused.value
    ? 'Recording is paused'
    : 'Log in or out in any tab: the messages appear here';
  return (
    <div class="welcome">
      <h2>{wide ? allowed : 'Record, then log in or out: the messages appear here'}</h2>
      <p>
        {wide
          ? 'Every tab, popup and frame is recorded for as long as this is open.'
          : 'The browser asks whether every site may be seen, because nobody knows at which sites a login passes. The same button in the toolbar gives it back.'}
      </p>
      <p class="quiet">
        What sites write on their pages is not seen from here. The panel in the developer tools (F12) sees it, of one
        tab, and asks for nothing.
      </p>
      <div class="card-actions">
        {!wide && <RecordEveryTab primary />}
        <OpenOrPaste onDialog={onDialog} />
      </div>
    </div>
  );
}

function RecordEveryTab({ primary = false }: { primary?: boolean }) {
  const workbench = useWorkbench();
  return (
    <button type="button" class={primary ? 'button primary' : 'button'} onClick={() => void widenRecording(workbench)}>
      <Icon name="tabs" />
      <span>Record every tab</span>
    </button>
  );
}

function OpenOrPaste({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  return (
    <button type="button" class="button" onClick={() => onDialog('import')}>
      <Icon name="open" />
      <span>Open a HAR or paste a message</span>
    </button>
  );
}

function NoMessages() {
  const { report } = useWorkbench();
  return (
    <div class="welcome">
      <h2>There is no SAML message in this file</h2>
      <p>
        It holds {counted(report.value.input.exchanges, 'request')}, and none of them carries one. Record again from
        before the login begins, and keep the log over page loads (“Preserve log” in the browser's network tools).
      </p>
    </div>
  );
}
