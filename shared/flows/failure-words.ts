import { isFailureTitleElsewhere, saysFailureElsewhere } from './languages.ts';
import type { PageShape } from './page-shape.ts';
import { turnsYouAway } from './said-to-you.ts';

/** A title or heading that is that of a failure, alone or with the product's name beside it. */
const FAILURE_TITLE = new RegExp(
  `^(?:${[
    '(?:(?:saml2?|sso|single sign-on|sign[- ]?(?:in|on)|log[- ]?(?:in|on)|authenti\\S+|authori[sz]ation|validation|verification|assertion|response|request|federation|identity|internal|server|application|unexpected|unhandled|uncaught|fatal|system|an)\\s+)*(?:error|fault|exception)(?:\\s+(?:occurred|page|\\d+))?[.!]?',
    '(?:error|http)\\s*:?\\s*[45]\\d\\d\\b.{0,60}',
    '(?:error|fehler|erreur|errore|fout)\\s*[:!].{0,80}',
    '(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b.{0,60}',
    '[45]\\d\\d(?:\\s*[-:–|]?\\s*(?:error|bad|unauthori|forbidden|not|method|request|internal|service|gateway|payload|unprocess|too|server|access|page|conflict|locked)\\S*.{0,40})?',
    `(?:your )?(?:saml2?|sso|slo|single (?:sign-on|log-?out)|sign[- ]?(?:in|on|out|off)|log[- ]?(?:in|on|out|off)|authenti\\S+|authori[sz]ation|access|request|permission|validation|verification|assertion|response|session|account|user|metadata)\\b.{0,50}\\b(?:failed|failure|unsuccessful|denied|rejected|refused|blocked|expired|disabled|suspended|locked|invalid|not (?:allowed|permitted|authori[sz]ed|possible|found|valid|active|available|assigned))[.!]?`,
    '(?:not|un)[- ]?authori[sz]ed[.!]?|forbidden[.!]?|bad request[.!]?|page not found|method not allowed|no access[.!]?|an? second factor is (?:needed|required)',
    '(?:the )?.{0,30}(?:was|has been) (?:rejected|refused|denied|aborted|blocked)\\b.{0,20}',
    '(?:oops|whoops|sorry)\\b.{0,10}\\b(?:we|you|your|something|an error|a problem|there|that|this|it)\\b.{0,60}',
    `(?:something|we|you).{0,10} (?:went wrong|could ?n[o’']?t|can ?n[o’']?t|can[’']?t|were ?n[o’']?t able|were unable|are not|aren[’']?t|do not have|don[’']?t have) ?(?:to )?(?:sign|log|authenticate|process|complete|verify|find|authori|allow|access|permi)?.{0,60}`,
    `(?:cannot|can[’']t|could not|couldn[’']t|unable to|not able to) (?:sign|log|authenticate|process|complete|verify|find).{0,60}`,
    `.{0,20}\\b(?:did|does) ?n[o’']?t work[.!]?`,
    'insufficient (?:\\w+ )?(?:privileges?|permissions?|rights|access)[.!]?|(?:log|sign)[- ]?(?:in|on) (?:refused|denied|blocked|rejected) by .{0,40}',
    'no (?:more )?(?:seats?|licen[cs]es?)\\b.{0,20}|not licen[cs]ed[.!]?|you need (?:permission|access).{0,40}',
  ].join('|')})$`,
  'i',
);
const TITLE_PARTS = /\s+[|–—·•:-]\s+|\s*[|]\s*/;
/** Says nothing by itself: what it is about stands below. */
const INTERJECTION = /^(?:oops|whoops|uh[- ]?oh|hmm+|sorry|we[’']re sorry)\b[\s.,!:(]*$/i;
/** Stands over whatever is to be noticed. */
const NOTE = /^(?:attention|hinweis|achtung)\b[\s.,!:(]*$/i;
/** What is told about failures instead of being one. */
const ABOUT =
  /^(?:how|why|what|when|about|troubleshoot\w*|guide|faq|help|known|understanding|handling|fix\w*|resolv\w*|docs?|documentation|course|lesson|training|chapter|article|thread|re:|ticket|incident|meeting|task|hilfe|aide|ayuda|ajuda|aiuto|hulp|ヘルプ|よくある)(?:\b|(?<=:)|$)/i;
/** A list of failures, by its title. */
const LIST = /(?:lists?|logs?|overview|reports?|history|liste|übersicht|protokolle?|berichte?|journal)$/i;
const LIST_OF_FAILURES =
  /(?:error|failure|incident|fehler|erreur|errore|エラー).{0,20}(?:list|log|code|report|verzeichnis|liste|übersicht|protokoll|一覧|コード)/i;
/** Who is greeted is in. */
const GREETING =
  /^(?:welcome\b(?! to\b)|hello|hi|good (?:morning|afternoon|evening)|willkommen|hallo|guten (?:morgen|tag|abend)|bienvenue|bonjour|bienvenid[oa]s?|hola|benvenut[oa]|ciao|bem-vind[oa]|olá|welkom|välkommen|velkommen|tervetuloa|witamy|ようこそ)(?![\p{L}])/iu;
/** What is only asked, or holds only in a case that may not be. */
const HYPOTHETICAL = /(?:^|[.!?] )(?:if|when|in case|should|wenn|falls)\b[^.!?]*[.!?]?|[^.!?:]*\?/gi;
/** Failures that are counted are those of others: “Access denied: 14 attempts today”. */
const COUNTED =
  /\d\s*(?:×|(?:failed |denied )?(?:attempts?|times|accounts?|users?|logins?|events?|requests?|failures?|incidents?|cases)\b)/i;
/** Counts and numbered things: “Access denied: 3”, “#12 Login failed for ACME”. */
const LISTED =
  /(?:\b(?:failed|denied|blocked|locked|disabled|invalid|rejected|errors?|failures?|unknown|not found)\b[^.:]{0,30}:\s*\d)|(?:^|\s)#\d+\s/i;
/** What is quoted is spoken of. */
const QUOTED = /["“„«][^"“”„«»]{1,80}["”“»]/g;

/** What a short page, a message beside a login form, or plain text says where somebody is not let in. */
const FAILS =
  /\b(?:(?:saml|sso|assertion|response|authn ?request|signature|certificate|audience|issuer|in ?response ?to|attribute)\b[^.]{0,80}\b(?:invalid|not valid|rejected|failed|missing|mismatch|expired|expected|not found|unknown|cannot|could not|does not)|(?:invalid|missing|rejected|unknown|expired|unexpected|no) (?:saml|assertion|audience|issuer|signature|relay ?state|in ?response ?to|authn)|(?:could not|couldn[’']?t|cannot|can ?not|can[’']?t|unable to|not able to|n[’']t able to|failed to) (?:\w+ ){0,3}(?:sign|log|authenticat|verif|validat|find (?:an|your|a) (?:account|user)|process)|(?:sign|log)[- ]?(?:in|on) (?:\w+ ){0,2}(?:failed|error|unsuccessful|not allowed|rejected)|authentication (?:\w+ ){0,2}(?:failed|error|failure|rejected)|not (?:been )?(?:assigned|authori[sz]ed|provisioned|allowed|permitted|entitled)|(?:access|permission|request) (?:is |was |has been )?(?:denied|refused|rejected|forbidden)|(?:do(?:es)? not|don[’']?t|doesn[’']?t) have (?:access|permission|an account)|no (?:account|user|such user|access)\b(?! (?:\w+ly )?(?:selected|connected|activity|yet|to (?:show|display)|changes?|control)\b|\s*\?)|(?:account|user):? (?:[\w.@-]+ ){0,3}(?:disabled|deactivated|locked|blocked|suspended|not found|does not exist|unknown|not active|(?:pending|awaiting) (?:\w+ )?approval|not linked)|user (?:quota|limit) (?:exceeded|reached)|(?:maximum|limit)[^.]{0,30}\busers\b[^.]{0,40}\b(?:reached|exceeded)|unknown user|not (?:a member\b(?! of any)|registered|licen[cs]ed)|(?:has|have) not enabled (?:sso|saml|single sign-on)|(?:licen[cs]es?|seats?) (?:\w+ ){0,3}(?:in use|left|exceeded|exhausted)|session (?:\w+ ){0,2}(?:timed out|expired)[^.]{0,20}\. (?:please )?(?:sign|log) in|error (?:while |when |during )?(?:logging|signing) (?:you )?(?:in|on)\b|invalid credentials|missing (?:from|in) the (?:user )?(?:attributes|assertion|response)|attribute\b[^.]{0,60}\bnot (?:sent|received|present|provided)|(?:do(?: not|n[’']?t)) (?:know|recogni[sz]e) (?:you|this (?:user|account))\b|no (?:profile|person|identity) match|you must (?:first )?(?:register|enrol|set up) (?:an? )?(?:second|\w+ ?factor|mfa|authenticator)|contact your administrator|having trouble signing you in|(?:^|[.!] )something went wrong|AADSTS\d+|MSIS\d+|app_not_\w+)/i;

/** Whether a page is that of a failure by its title or first heading. */
export function isFailurePage({ title, headings, text }: PageShape): boolean {
  const [first = ''] = headings;
  if (LIST.test(title)) return false;
  const titles = [first, title, ...title.split(TITLE_PARTS)];
  if (titles.some(isFailureTitle)) return true;
  const begins = text.slice(0, FIRST_CHARS);
  if (titles.some((each) => NOTE.test(each.trim())) && turnsYouAway(begins)) return true;
  return titles.some((each) => INTERJECTION.test(each.trim())) && saysFailure(begins);
}

/** Whether a title, or a message beside a form, is nothing but that of a failure. */
export function isFailureTitle(text: string): boolean {
  const told = text.trim();
  return told.length > 0 && told.length < 120 && (FAILURE_TITLE.test(told) || isFailureTitleElsewhere(told));
}

/** Whether a text says that somebody is not let in. */
export function saysFailure(text: string): boolean {
  return FAILS.test(text) || saysFailureElsewhere(text);
}

/** What a page says of a failure stands at its beginning. */
const FIRST_CHARS = 400;

/** A short page without a heading of its own whose first sentences say that somebody is not let in. */
export function isAboutLogin(shape: PageShape): boolean {
  const { text, headings } = shape;
  if (isAboutOthers(shape)) return false;
  const says = (words: string) => saysFailure(words.replace(QUOTED, ' ').replace(HYPOTHETICAL, ' '));
  return says(text.slice(0, FIRST_CHARS)) && (headings.length === 0 || says(headings[0] ?? ''));
}

/** Whether a page greets, counts or lists, or is about failures: what it says of them is said of others. */
export function isAboutOthers({ text, headings, title }: PageShape): boolean {
  const [first = ''] = headings;
  if ([ABOUT, LIST_OF_FAILURES].some((form) => form.test(first) || form.test(title))) return true;
  if (COUNTED.test(first) || COUNTED.test(title)) return true;
  const begins = text.slice(0, FIRST_CHARS);
  if ([first, title, begins].some(isGreeting)) return true;
  return headings.length === 0 && (LISTED.test(begins) || COUNTED.test(begins));
}

/** Whether a text begins by greeting somebody, who is in. */
export function isGreeting(text: string): boolean {
  return GREETING.test(text);
}

/** Names of errors as words: `userNotFound`, `user_not_found` and `user-not-found` are `user not found`. */
export function spacedWords(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_+-]+/g, ' ');
}
