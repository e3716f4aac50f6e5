/** The keys that work everywhere in the panel but in fields, with what they do: the help lists them, `useShortcuts` hears them. */
export const SHORTCUTS = [
  { keys: ['/', 'Ctrl F', 'Ctrl K'], does: 'Go to the filter' },
  { keys: ['j', 'k'], does: 'Choose the next or the previous row of the list' },
  { keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], does: 'The same while the list has the focus' },
  { keys: ['←', '→'], does: 'Fold or unfold a flow in the list, or go to the tab beside' },
  { keys: ['Ctrl V'], does: 'Inspect what is in the clipboard' },
  { keys: ['?'], does: 'Show this help' },
  { keys: ['Esc'], does: 'Close what is open' },
] as const;
