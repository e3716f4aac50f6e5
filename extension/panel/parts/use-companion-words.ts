import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { noteKey } from '../../store/link/companion-saw.ts';
import { useWorkbench } from './context.ts';

/** What a companion has to do with an exchange of the source on screen, in words; null: nothing that is known. */
export function useCompanionWords(messages: readonly InspectedMessage[]): (exchange: string) => string | null {
  const { companionSaw, source } = useWorkbench();
  const from = source.value?.id ?? '';
  const own = new Set(messages.flatMap(({ exchange }) => (exchange?.source === 'companion' ? [exchange.id] : [])));
  return (exchange) => {
    const note = companionSaw.notes.value.get(noteKey(from, exchange));
    if (note !== undefined) return `at the companion: ${note}`;
    return own.has(exchange) ? 'at the companion, past the browser' : null;
  };
}
