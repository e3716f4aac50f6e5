import { HIDDEN_CHARACTERS } from './visible-text.ts';

/**
 * JSON for a terminal or a log: characters that JSON leaves as they are but that do something instead of showing
 * something (C1 controls, bidirectional ones) are escaped, too. A reader of JSON gets the same values.
 */
export function printJson(value: unknown, indent = 0): string {
  return escapeHidden(JSON.stringify(value, null, indent));
}

/** The same for JSON that was written already, line ends between its parts included. */
export function escapeHidden(json: string): string {
  return json.replace(HIDDEN_CHARACTERS, (found) => (found === '\n' ? found : escapeUnits(found)));
}

function escapeUnits(text: string): string {
  return text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
