import { html } from 'htm/preact';
import type { ComponentChild, VNode } from 'preact';
import type { Page } from '#server/pages/html.ts';
import { facts, moment, nextSteps } from '#server/pages/parts.ts';
import type { Receipt, ReceiptPart } from '#shared/logout/receipt.ts';
import {
  answeredWords,
  askedWords,
  begunWords,
  opensWords,
  receiptLead,
  receiptTitle,
  receiptTone,
} from '#shared/logout/receipt-words.ts';

/**
 * What is known of a logout at each participant, and nothing nicer than that.
 * @param download where the signed receipt is; null: there is none
 */
export function goodbyePage(base: string, receipt: Receipt, download: string | null): Page {
  const { user, at, reference, parts } = receipt;
  return {
    title: receiptTitle(receipt),
    main: html`
      <p class="lead">${receiptLead(receipt)}</p>
      <section class=${`card tone-${receiptTone(receipt)}`} aria-label="What happened">
        ${facts([
          { label: 'Who', values: [user] },
          { label: 'Why', values: [begunWords(receipt)] },
          { label: 'When', values: [moment(at)] },
          { label: 'Reference', values: [reference] },
        ])}
      </section>
      ${parts.map(partCard)}
      ${nextSteps([
        { label: 'Log in again', href: `${base}/` },
        ...(download === null ? [] : [{ label: 'Receipt (signed JSON)', href: download }]),
        { label: 'Start page', href: '/' },
      ])}
    `,
  };
}

const NAMES = { companion: 'This companion', idp: 'Identity provider', others: 'Other applications' } as const;

function partCard(part: ReceiptPart): VNode {
  const { who, name, askedAt, answer } = part;
  const answered = answeredWords(part);
  const asked: ComponentChild[] = [askedWords(part), ...(askedAt === null ? [] : [moment(askedAt)])];
  return html`<section class="card" aria-labelledby=${`part-${who}`}>
    <h2 id=${`part-${who}`}>${NAMES[who]}</h2>
    ${facts([
      ...(name === null ? [] : [{ label: 'Name', values: [name] }]),
      { label: 'Asked', values: asked },
      ...(answered === ''
        ? []
        : [{ label: 'Answered', values: [answered, ...(answer === null ? [] : [moment(answer.at)])] }]),
      ...(answer?.message == null ? [] : [{ label: 'Its words', values: [answer.message] }]),
      { label: 'Does the old session open anything?', values: [opensWords(part)] },
    ])}
  </section>`;
}

/** For whoever is brought by a LogoutRequest that means nobody here, and whose sender takes no answer. */
export function strangerPage(base: string): Page {
  return {
    title: 'Nobody of that name is logged in here',
    main: html`
      <p class="lead">The identity provider asked to end a session that is not here, and its metadata names no address that takes the answer.</p>
      ${nextSteps([
        { label: 'Log in', href: `${base}/` },
        { label: 'Start page', href: '/' },
      ])}
    `,
  };
}
