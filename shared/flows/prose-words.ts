import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue, setsCookies } from '#shared/http/exchange-parts.ts';
import { isAboutOthers, isGreeting } from './failure-words.ts';
import type { PageShape } from './page-shape.ts';
import { deniesYou, turnsYouAway } from './said-to-you.ts';

/**
 * Where a page of plain sentences stands, which decides what they may mean. `answer`: in place of a session, to the very
 * message that was to begin one; `page`: where nobody is known yet; `inside`: the browser brought a cookie, and whoever is in
 * reads there of other people's failures as well.
 */
export type ProsePlace = 'answer' | 'page' | 'inside';

/** By the exchange alone, so that the same is said of a part of a recording. */
export function proseOf(exchange: Exchange): ProsePlace {
  const { method, url, requestHeaders, requestBody } = exchange;
  const sent = method === 'POST' ? (requestBody?.text ?? '') : url;
  const params = requestBody?.params ?? [];
  const isAnswer = /\b(?:SAMLResponse|SAMLart|wresult)=/.test(sent) || params.some(({ name }) => ANSWER.test(name));
  if (isAnswer) return setsCookies(exchange) ? 'page' : 'answer';
  if (/\b(?:SAMLRequest|wa)=/.test(sent)) return 'page';
  return headerValue(requestHeaders, 'cookie') === null ? 'page' : 'inside';
}

const ANSWER = /^(?:SAMLResponse|SAMLart|wresult)$/;

/** What is meant where a login does not end well: a login, what was sent, who it is about, and what somebody may have. */
const NOUNS =
  /\b(?:log[- ]?(?:in|on|ins|ons)|sign(?:ed|ing)?[- ]?(?:you )?(?:in|on)|sso|single sign[- ]?on|authenticat\w*|saml|respon[sd]\w*|assertions?|messages?|answers?|tokens?|tickets?|requests?|accounts?|users?|profiles?|identity|e-?mail|address(?:es)?|certificates?|signatures?|sessions?|access|licen[cs]es?|seats?|subscriptions?|plans?|trial|invit\w+|workspaces?|organi[sz]ations?|company|tenant|domain|administrator|roles?|groups?|permissions?|clock|applications?|app|site|records?|registration|relay ?state|name ?id|know you|who you are)\b/i;
/** Of these nobody speaks who is only greeted: what a sentence without cookies, to somebody, has to be about. */
const OF_LOGIN =
  /\b(?:log[- ]?(?:in|on)|sign(?:ed|ing)?[- ]?(?:you )?(?:in|on)|sso|single sign[- ]?on|authenticat\w*|saml|assertions?|respon[sd]\w*|identity provider|accounts?|users?|e-?mail address|sessions?|access|licen[cs]es?|seats?|workspaces?|with this address|who you are)\b/i;
const NOT =
  /\b(?:not|no|never|nobody|none|nothing|without|cannot|unable|impossible|fail(?:s|ed|ure)?|wrong|invalid|missing|lacks?|expired|ended|gone|disabled|deactivated|blocked|locked|suspended|closed|stopped|(?:switched|turned) off|unknown|rejected|denied|refused)\b|n[o’']t\b/i;
/** Says no beside a login alone. */
const NOT_QUITE =
  /\b(?:another|different|stale|unexpected|paused|before|taken|full|blank|empty|removed|more than one|in the future|too (?:long|late|old|early|much)|come to an end|differs?|mismatch\w*|two accounts|only|until|waiting|pending|problem|trouble|unfortunately|sorry|oops|whoops)\b/i;
/** Who reads this is in, or on the way. */
const GOOD =
  /\b(?:(?:you are|you[’']re|you have been|now|successfully) (?:now )?(?:signed|logged) (?:in|on)|(?<!un)success\w*|welcome|confirmed|thank you|redirect\w*|please wait|one moment|loading|preparing|close this (?:window|tab|page)|all (?:set|done)|taking you)\b/i;
/** The same in other languages. */
const GOOD_ELSEWHERE =
  /(?<!nicht )\berfolgreich|\bsie sind (?:nun |jetzt )?angemeldet\b|weitergeleitet|\bvous êtes (?:bien |maintenant )?connecté|\bréussie?\b|\bredirection\b|\bha iniciado sesión\b|\bcorrectamente\b|\bcom sucesso\b|\bcon successo\b|doorgestuurd|\b(?:u|je) bent (?:nu )?(?:aangemeld|ingelogd)|(?:成功|完了)しました|しばらくお待ち/i;
/** So ends a logout; who wanted to log in and reads this is not in. */
const GOODBYE =
  /\b(?:you are|you[’']re|you have|you have been|now|successfully) (?:now |been |successfully )?(?:signed|logged) (?:out|off)\b|\b(?:sie wurden|sie sind|du wurdest) (?:\S+ )?abgemeldet\b|\bvous (?:êtes|avez été) (?:\S+ )?déconnecté|\bha cerrado (?:la |su )?sesión|\bsesión cerrada\b|\b(?:u|je) bent (?:nu )?(?:afgemeld|uitgelogd)\b|\bsessão (?:terminada|encerrada)\b|ログアウトしました|サインアウトしました/i;
const TO_SOMEBODY = /\b(?:you|your|we|us|our)\b/i;
/** Only asked, or of a case that may not be; what is quoted; what is only advised. */
const ASIDE =
  /["“„«][^"“”„«»]{1,80}["”“»]|\b(?:if|when|in case|should you|should your)\b[^.!?]*|[^.!?:]*\?|[^.!?]*\bthe (?:old|former|previous) \w+[^.!?]*|\b(?:please )?do(?: not|n[’']t) (?:close|reload|refresh|press|leave|use|share|forget)\b[^.!?]*/gi;

/** The same in other languages, and what may only be so. */
const ASIDE_ELSEWHERE =
  /\b(?:wenn|falls|sofern|ob|si (?:vous|votre|su|tu|usted)|se (?:il suo|il tuo|lei|você|a sua|o seu)|(?:als|indien|of) (?:u|uw|je))\b[^.!?]*|[^.!?]*(?:\b(?:maybe|perhaps|may be|might be|peut-être|vielleicht|eventuell|möglicherweise|quiz[áa]s?|tal vez|talvez|forse|misschien)(?!\p{L})|可能性)[^.!?。]*|[^。]*(?:場合|ですか)[^。]*/giu;

/** Other languages: what a login is about, and a no, in one sentence. */
const ELSEWHERE: readonly (readonly [RegExp, RegExp])[] = [
  [
    /anmeld|konto|benutzer|zugang|zugriff|lizenz|berechtig|antwort|nachricht|sitzung|signatur/i,
    /\bnicht\b|\bkein\w*|fehlgeschlagen|abgelaufen|gesperrt|ungültig|unbekannt|fehler|zukunft|bereits verwendet/i,
  ],
  [
    /connexion|connecter|compte|accès|utilisateur|session|licence|réponse|message|signature|authentif/i,
    /\bne\b|\bn[’']|\bpas\b|aucun|impossible|échou|refus|expir|désactiv|erreur|invalide|déjà/i,
  ],
  [
    /sesión|cuenta|acceso|usuario|licencia|respuesta|firma|autentica/i,
    /\bno\b|ningun|imposible|error|caduc|deneg|bloque|desactiv|inválid/i,
  ],
  [
    /accesso|accedere|account|utente|licenza|sessione|risposta|firma/i,
    /\bnon\b|nessun|impossibil|errore|scadut|negat|bloccat/i,
  ],
  [/acesso|conta|utilizador|usuário|sessão|licença|resposta/i, /\bnão\b|nenhum|erro|expir|negad|bloquead/i],
  [
    /toegang|account|gebruiker|sessie|licentie|aanmeld|inlog/i,
    /\bniet\b|\bgeen\b|fout|verlopen|geweigerd|geblokkeerd/i,
  ],
];

/** What is said to somebody who is known, and has nothing here. */
const INSIDE =
  /^(?:sorry,? |[^.]{0,60}, but )?(?:you (?:do not|don[’']t|have no|lack|need)\b[^.]{0,30}\b(?:licen[cs]e|access|permission|roles?|rights?|seat)\b[^.]{0,30}\b(?:this|the) (?:\w+ )?(?:product|application|app|site|service|system|tool|workspace|portal)|you(?: are|[’']re) not (?:a member of|entitled|authori[sz]ed|allowed|assigned|permitted|licen[cs]ed)\b[^.]{0,60}\b(?:this|the) (?:\w+ )?(?:product|application|app|site|service|system|tool|workspace|portal)|your (?:account|user|profile) (?:is|has been|was)(?: still| currently)? (?:waiting for|awaiting|pending|not (?:yet )?(?:approved|activated|enabled|assigned)|disabled|deactivated|suspended|locked|blocked)|access (?:for \w+ |to this \w+ )?(?:has |was |is )?(?:ended|denied|closed|revoked))/i;

/** Of a page so many sentences are read: what somebody is told stands first. */
const SENTENCES = 3;
const FIRST_CHARS = 400;

/**
 * Whether a page, or a text, says in its first sentences that somebody is not let in. Under a heading, which says what the
 * page is about, only what is said to its reader counts, and where somebody is in only on a page that says little else.
 */
export function refusesInProse(shape: PageShape, place: ProsePlace): boolean {
  const { text, headings } = shape;
  const begins = text.slice(0, FIRST_CHARS);
  const told = begins
    .split(/(?<=[.!?])\s+|(?<=。)/)
    .slice(0, SENTENCES)
    .map(bare)
    .filter((each) => each !== '');
  const isGood = saysGood(begins) || GOODBYE.test(begins);
  if (!isGood && !isAboutOthers(shape) && isSaidToReader(told, place, text.length)) return true;
  if (headings.length > 0) return false;
  if (place === 'inside') return told.slice(0, 2).some((each) => INSIDE.test(each));
  if (isGood) return false;
  if (place === 'page') return told.some((each) => TO_SOMEBODY.test(each) && OF_LOGIN.test(each) && NOT.test(each));
  const isNo = (each: string) => NOUNS.test(each) && (NOT.test(each) || NOT_QUITE.test(each));
  return (
    told.some((each) => isNo(each) || ELSEWHERE.some(([about, no]) => about.test(each) && no.test(each))) ||
    ALAS.test(begins)
  );
}

/**
 * Whether a page is a few sentences and nothing else: nothing to follow, to type or to end, nobody greeted, nothing said
 * to have gone well. It may be a no in words that nobody here understands, and shows nothing of an application.
 */
export function isBareProse({ text, links, hasInput, hasSignOut, refresh, isPassing, headings }: PageShape): boolean {
  if (text === '' || text.length >= FIRST_CHARS || links > 0 || hasInput || hasSignOut || isPassing) return false;
  if (refresh !== null || saysGood(text)) return false;
  return ![text, headings[0] ?? ''].some(isGreeting);
}

function saysGood(text: string): boolean {
  return GOOD.test(text) || GOOD_ELSEWHERE.test(text);
}

function isSaidToReader(told: readonly string[], place: ProsePlace, length: number): boolean {
  if (place === 'inside') return length < FIRST_CHARS && told.some(deniesYou);
  return told.some(turnsYouAway);
}

function bare(sentence: string): string {
  return sentence.replace(ASIDE, ' ').replace(ASIDE_ELSEWHERE, ' ').trim();
}

/** A page that begins so goes on with nothing good. */
const ALAS = /^(?:oops|whoops|uh[- ]?oh|hmm+)\b/i;
