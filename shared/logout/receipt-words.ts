import type { Receipt, ReceiptPart } from './receipt.ts';

/** How a receipt is to be taken at a glance. */
export type ReceiptTone = 'good' | 'warning' | 'bad';

type Situation = 'confirmed' | 'alone' | 'waiting' | 'partly' | 'by-idp' | 'open' | 'here';

/** What a receipt comes to. Nothing of it is nicer than its least sure part. */
function situationOf({ confirmed, parts }: Receipt): Situation {
  const [own, idp, others] = parts;
  if (own?.opens === 'open') return 'open';
  if (idp === undefined) return 'alone';
  if (confirmed) return 'confirmed';
  if (idp.opens === 'waiting') return 'waiting';
  if (others?.opens === 'said-partly') return 'partly';
  return idp.asked === 'itself' ? 'by-idp' : 'here';
}

/** What is known by the identity provider's word alone is told as its word. */
const TITLES: Readonly<Record<Situation, (idp: string) => string>> = {
  confirmed: (idp) => `You are logged out here; ${idp} says that the other applications were told`,
  alone: () => 'You are logged out here',
  waiting: () => 'You are logged out here, and the identity provider is being asked',
  partly: (idp) => `You are logged out here, but not everywhere, says ${idp}`,
  'by-idp': () => 'You are logged out here, as your identity provider asked',
  here: () => 'You are logged out here, perhaps nowhere else',
  open: () => 'You are still logged in here',
};

/** The same for whoever looks at somebody else's. */
const SUMMARIES: Readonly<Record<Situation, string>> = {
  confirmed: 'Logged out here; elsewhere, too, the identity provider says',
  alone: 'Logged out here; no identity provider has a part',
  waiting: 'Logged out here; the identity provider is being asked',
  partly: 'Logged out here; not everywhere, the identity provider says',
  'by-idp': 'Logged out here, as the identity provider asked',
  here: 'Logged out here, perhaps nowhere else',
  open: 'A session still opens something',
};

const TONES: Readonly<Record<Situation, ReceiptTone>> = {
  confirmed: 'good',
  alone: 'good',
  waiting: 'warning',
  partly: 'warning',
  'by-idp': 'good',
  here: 'bad',
  open: 'bad',
};

/** One line for the head of a page. */
export function receiptTitle(receipt: Receipt): string {
  return TITLES[situationOf(receipt)](shortName(receipt.parts[1]?.name ?? ''));
}

/** An entity ID in a heading: of an address the host, which people know it by. */
function shortName(entityId: string): string {
  return URL.parse(entityId)?.host || entityId;
}

/** One line for a list. */
export function receiptSummary(receipt: Receipt): string {
  return SUMMARIES[situationOf(receipt)];
}

/** How it is to be taken. */
export function receiptTone(receipt: Receipt): ReceiptTone {
  return TONES[situationOf(receipt)];
}

/** How the logout began, in a sentence. */
export function begunWords({ begun, limit }: Pick<Receipt, 'begun' | 'limit'>): string {
  switch (begun) {
    case 'user':
      return 'The user logged out.';
    case 'administrator':
      return 'An administrator ended the session.';
    case 'idp':
      return 'The identity provider asked for it.';
    case 'session-limit':
      return 'The user logged in elsewhere, and had more sessions than this connection allows.';
    case 'timeout':
      return limit === null ? 'The time of the session was over.' : LIMITS[limit];
  }
}

const LIMITS = {
  idle: 'Nobody used the session for as long as it waits.',
  lifetime: 'The session had lasted as long as any may here.',
  idp: 'The session had lasted as long as the identity provider allows (SessionNotOnOrAfter).',
} as const;

/** What the user should know first. */
export function receiptLead(receipt: Receipt): string {
  const [, idp] = receipt.parts;
  switch (situationOf(receipt)) {
    case 'open':
      return 'The session has been tried, and still opens something. Tell whoever administrates this companion.';
    case 'alone':
      return 'No identity provider had a part in this session, so there is nobody else to tell. The application that brought you here may still know you.';
    case 'confirmed':
      return 'It answered that its session has ended, and those of all applications that it knows of. Nobody can look from here: close the browser to be sure.';
    case 'waiting':
      return 'Its answer is not here yet. This page shows it when it comes.';
    case 'partly':
      return 'The identity provider ended its session but could not reach every application. Close the browser to be sure.';
    case 'by-idp':
      return 'It ends its own session by itself, and tells the other applications; what comes of that it does not tell us.';
    case 'here':
      return idp === undefined ? '' : hereLead(idp);
  }
}

const LIVES_ON = 'the next login may need no password.';

function hereLead({ name, notAsked, unanswered, opens }: ReceiptPart): string {
  if (notAsked !== null) return `${notAskedWords(name ?? '', notAsked)} Its session lives on: ${LIVES_ON}`;
  if (unanswered !== null)
    return `The identity provider was asked, and nobody knows what it did. Its session may live on: ${LIVES_ON}`;
  if (opens === 'said-unknown')
    return `The identity provider answered that it knows no such session: it had ended there before, or has another name there. If it lives on, ${LIVES_ON}`;
  return `The identity provider answered that it did not log you out. Its session may live on: ${LIVES_ON}`;
}

function notAskedWords(name: string, reason: NonNullable<ReceiptPart['notAsked']>): string {
  switch (reason) {
    case 'no-name-id':
      return `${name} sent no NameID at login, so it cannot be told whom to log out. Add a NameID claim to what it sends.`;
    case 'no-endpoint':
      return `The metadata of ${name} names no address for single logout, so it was not asked.`;
    case 'no-redirect':
      return `The metadata of ${name} names no address for single logout by HTTP-Redirect, which alone this connection may use (mode: saml2int), so it was not asked.`;
    case 'no-browser':
      return `${name} can be asked by a browser alone, and none had the session open, so it was not asked.`;
    case 'idle-in-saml2int':
      return `In mode: saml2int nobody is asked when a session idles out (SDP-SP35), so ${name} was not.`;
    case 'session-limit':
      return `${name} was not asked, because only the session here was one too many.`;
    case 'connection-gone':
      return `The connection to ${name} was removed, so it was not asked.`;
  }
}

/** How a participant was asked. */
export function askedWords({ who, asked, notAsked }: ReceiptPart): string {
  if (who === 'companion') return 'ended the session itself';
  switch (asked) {
    case 'itself':
      return 'asked for the logout itself';
    case 'redirect':
      return 'asked through the browser, by redirect';
    case 'post':
      return 'asked through the browser, by a form';
    case 'soap':
      return 'asked by SOAP, without a browser';
    case 'idp':
      return 'told by the identity provider, if at all';
    case 'not':
      if (who === 'others' && notAsked !== null) return 'not told: the identity provider was not asked';
      return notAsked === null ? 'not asked yet' : `not asked: ${NOT_ASKED_SHORT[notAsked]}`;
  }
}

const NOT_ASKED_SHORT: Readonly<Record<NonNullable<ReceiptPart['notAsked']>, string>> = {
  'no-endpoint': 'has no endpoint',
  'no-redirect': 'has no endpoint by redirect',
  'no-name-id': 'it sent no NameID',
  'no-browser': 'no browser was there',
  'idle-in-saml2int': 'a session that idles out asks nobody (SDP-SP35)',
  'session-limit': 'only the session here was one too many',
  'connection-gone': 'the connection is gone',
};

/** What a participant answered. */
export function answeredWords({ answer, unanswered, detail, opens }: ReceiptPart): string {
  if (answer !== null) return answer.codes.join(' ');
  if (unanswered === 'time') return 'it did not answer in time';
  if (unanswered === 'unreachable') return `it could not be reached: ${detail}`;
  if (unanswered === 'refused') return `what came as its answer was refused: ${detail}`;
  return opens === 'waiting' ? 'nothing yet' : '';
}

const OPENS: Readonly<Record<ReceiptPart['opens'], string>> = {
  closed: 'No. It was tried: the session has ended.',
  open: 'Yes. It was tried: the session goes on.',
  'said-closed': 'No, it said so: the session has ended.',
  'said-partly': 'It said so: at least one may still be logged in.',
  'said-open': 'It refused, or failed: the session may live on.',
  'said-unknown': 'It said that it knows no such session.',
  waiting: 'Nobody knows yet.',
  'no-answer': 'It did not answer: nobody knows.',
  'not-asked': 'It was not asked: its session lives on, unless it has ended by itself.',
  unknown: 'That cannot be known here.',
};

/** Whether the old session still opens anything there. */
export function opensWords({ who, opens }: ReceiptPart): string {
  if (who !== 'others') return OPENS[opens];
  if (opens === 'said-closed')
    return 'No, the identity provider said so: all that it knows of have ended their sessions.';
  return opens === 'not-asked' ? 'They are still logged in, if they were.' : OPENS[opens];
}
