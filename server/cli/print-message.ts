import { randomBytes } from 'node:crypto';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { sourceOfMessage } from '#shared/redact/redact-message.ts';
import { redactTexts } from '#shared/redact/redact-texts.ts';
import { messageFor, ownersIn } from '#shared/report/message-for.ts';
import { withTexts, writeOwnerMessage } from '#shared/report/owner-message.ts';
import type { Report } from '#shared/report/report.ts';

/**
 * The message for whoever must act, in Markdown; a line that says so where nothing is theirs.
 *
 * @param names as it was; else without names, values and the hosts of others
 */
export async function printMessage(owner: Owner, report: Report, names: boolean): Promise<string> {
  const message = messageFor(owner, report, { quotes: names });
  if (message.events.length === 0) return nothingFor(owner, ownersIn(report));
  if (names) return writeOwnerMessage(message);
  const source = sourceOfMessage(owner, report);
  return writeOwnerMessage(await withTexts(message, (texts) => redactTexts(texts, source, randomBytes(32))));
}

function nothingFor(owner: Owner, others: readonly Owner[]): string {
  const rest = others.length === 0 ? '' : ` Others have: ${others.map((each) => `--for ${each}`).join(', ')}.`;
  return `Nothing here is for ${OWNER_WORDS[owner]} to do.${rest}\n`;
}
