import { LINE_TEXTS } from './lines.ts';
import { NESTED_TEXTS } from './nested.ts';
import type { PastedText } from './pasted-text.ts';
import { PROGRAM_TEXTS } from './programs.ts';
import { TOOL_TEXTS } from './tools.ts';

/** Every text around one Response. */
export const PASTED_TEXTS: readonly PastedText[] = [...TOOL_TEXTS, ...PROGRAM_TEXTS, ...NESTED_TEXTS, ...LINE_TEXTS];
