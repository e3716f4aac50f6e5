import type { Exchange } from '#shared/http/exchange.ts';
import { OWNERS, type Owner } from '#shared/inspection/owner.ts';
import type { Phrase } from '#shared/phrases/engine/phrase.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import type { Party } from './party-roles.ts';

/** What a page of our own companion or test identity provider says of a refusal. */
export interface OwnRefusal {
  /** Under which it is in the log: mostly the code of a finding. */
  readonly code: string;
  readonly by: Party;
  /** Who can mend it; null: the page names nobody. */
  readonly owner: Owner | null;
  /** What the book has of the code. */
  readonly phrase: Phrase | null;
}

const CODE = /\bthis under (?:the|it, with the) code <code>([a-z][a-z-]{1,60})<\/code>/;
const OWNER = /<p data-owner="([a-z]{1,20})">/;
const COMPANION = /<title>[^<]* · SAML Workbench<\/title>/;

/** Reads it off the page (server/web/refusal-page.ts); null: the answer is no such page. */
export function ownRefusal({ status, responseText }: Exchange): OwnRefusal | null {
  if ((status ?? 0) < 400 || responseText === null) return null;
  const code = CODE.exec(responseText)?.[1];
  if (code === undefined) return null;
  const named = OWNER.exec(responseText)?.[1];
  const owner = OWNERS.find((each) => each === named) ?? null;
  const phrase = findPhrases(`this under the code ${code}`)[0]?.phrase ?? null;
  return { code, by: COMPANION.test(responseText) ? 'sp' : 'idp', owner, phrase };
}
