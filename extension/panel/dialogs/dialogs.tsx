import { lazily } from '../parts/lazily.tsx';
import type { OpenDialog } from './open-dialog.ts';

const ImportDialog = lazily(async () => (await import('./import-dialog.tsx')).ImportDialog);
const TrustDialog = lazily(async () => (await import('./trust-dialog.tsx')).TrustDialog);
const SaveDialog = lazily(async () => (await import('./save-dialog.tsx')).SaveDialog);
const CompareDialog = lazily(async () => (await import('./compare-dialog.tsx')).CompareDialog);
const MessageDialog = lazily(async () => (await import('./message-dialog.tsx')).MessageDialog);
const HelpDialog = lazily(async () => (await import('./help-dialog.tsx')).HelpDialog);

/** The dialog that is open, if one is. Each is loaded when it is first opened. */
export function Dialogs({ open, onClose }: { open: OpenDialog; onClose: () => void }) {
  if (open === 'import') return <ImportDialog onClose={onClose} />;
  if (open === 'save') return <SaveDialog onClose={onClose} />;
  if (open === 'share') return <SaveDialog share onClose={onClose} />;
  if (open === 'trust') return <TrustDialog onClose={onClose} />;
  if (open === 'compare') return <CompareDialog onClose={onClose} />;
  if (open === 'message') return <MessageDialog onClose={onClose} />;
  if (open === 'help') return <HelpDialog onClose={onClose} />;
  return null;
}
