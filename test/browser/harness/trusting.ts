import { type PanelHandle, waitFor } from './panel-handle.ts';

/** The button's name, with how much is trusted. */
const TRUST = /^Trust( \(\d\))?$/;

/** Has the panel trust what is in these texts, one after the other. */
export async function trust(panel: PanelHandle, ...metadata: readonly string[]): Promise<void> {
  for (const each of metadata) {
    await panel.click(TRUST);
    const before = (await panel.texts('.trust-list li')).length;
    await panel.fill('Metadata or certificate', each);
    await panel.click('Trust it');
    await waitFor('what was pasted among what is trusted', async () =>
      (await panel.texts('.trust-list li')).length > before ? true : null,
    );
    await panel.click('Close');
  }
}

/** Has it trust nothing any more, of as many as are trusted: two at least. */
export async function distrustAll(panel: PanelHandle): Promise<void> {
  await panel.click(TRUST);
  await panel.click('Remove all');
  await panel.waitForText('Nothing is trusted yet.');
  await panel.click('Close');
}
