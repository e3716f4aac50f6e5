import { Dialog } from '../../kit/dialog.tsx';
import { FileButton } from '../../kit/file-button.tsx';
import { Banners } from '../parts/banners.tsx';
import { useWorkbench } from '../parts/context.ts';
import { PasteForm } from '../parts/paste-form.tsx';
import { readFiles } from '../parts/read-files.ts';

/** Opens files, or a pasted text. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const open = async (files: readonly File[]) => {
    if (await readFiles(workbench, files)) onClose();
  };
  return (
    <Dialog title="Open" notices={<Banners />} onClose={onClose}>
      <section class="stack">
        <p>
          A HAR, a SAML-tracer export, a trace of this workbench, or any file with a message in it: a log, a mail, a
          page, XML. You can also drop it anywhere.
        </p>
        <FileButton word="Choose files" multiple onFiles={(files) => void open(files)} />
      </section>
      <section class="stack">
        <p>Or paste what carries the message:</p>
        <PasteForm rows={8} onDone={onClose} />
      </section>
    </Dialog>
  );
}
