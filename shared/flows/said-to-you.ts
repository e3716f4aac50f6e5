/**
 * Sentences that are said to one person, by language (BCP 47): about the reader's own account, about what the reader may
 * not use, and about a login that came to nothing. Whoever reads of others' accounts and logins reads them without “your”.
 * Sources of regular expressions.
 */
interface SaidToYou {
  /** The reader's account is not there, or not to be used. */
  readonly account: string;
  /** The reader may not use what was asked for. */
  readonly right: string;
  /** The login, or what came of it, is not taken. */
  readonly login: string;
  /** How a page names itself. */
  readonly here: string;
}

const BY_LANGUAGE: Readonly<Record<string, SaidToYou>> = {
  en: {
    account:
      "\\b(?:your|this) (?:user |work |company |own )?(?:account|profile|user(?: ?name)?|membership|e-?mail address|employee (?:number|id)|identity)\\b[^.]{0,40}?\\b(?:(?:is|are|was|were|has|have|could|can)(?: not|n[’']t)(?: yet| been| be){0,2} (?:set up|created|provisioned|registered|enabled|activated|active|found|recogni[sz]ed|known|linked|assigned|authori[sz]ed|permitted|allowed|licen[cs]ed|eligible|entitled|approved)|(?:has|have) no (?:role|access|permission|licen[cs]e|right)s?\\b|(?:does|do)(?: not|n[’']t) (?:exist|match any|have (?:a |an |any |the )?(?:role|access|permission|licen[cs]e|right)s?)|(?:is|was|has been) (?:\\w+ )?(?:locked|blocked|disabled|deactivated|suspended|closed|terminated|unknown)|(?:has )?lapsed)|\\b(?:has|have|needs?) to (?:approve|add|invite|activate|enable) (?:you\\b|your (?:account|user|access))|\\byou (?:(?:have been|were) removed from (?:this|the|our)|(?:must|have to|need to) (?:first )?be (?:added|invited|approved|registered|enrolled))\\b",
    right:
      "\\byou(?:(?: are|[’']re) not|(?: do not|don[’']t| no longer)? (?:have|lack|need)(?: no| the)?) (?:currently |yet )?(?:licen[cs]ed|entitled|authori[sz]ed|permitted|allowed|assigned|enrolled|registered|a licen[cs]e|any? (?:access|role|permission|licen[cs]e)|access|permission|a role|rights?|required (?:access|role|permission|rights?))s?\\b",
    login:
      "\\b(?:we|it) (?:(?:could|can|do|did|were|was)(?: not|n[’']t)|(?:are|were|was) (?:unable|not able)|failed)(?: able)?(?: to)? (?:\\w+ ){0,2}?(?:identify|recogni[sz]e|authenticate|verify|find|match|know|sign|log|let|start|establish|open)(?: you(?:r (?:account|user|profile|identity|session|log-?in|sign-?in))?\\b)|\\byour (?:session|login|sign-?(?:in|on)) (?:could|can)(?: not|n[’']t) be|\\b(?:response|message|information|data|answer|token|assertion|details|ticket|certificate|signature)s?\\b[^.]{0,80}\\b(?:identity provider|login (?:server|service)|your (?:company|organi[sz]ation|school|university|employer))\\b[^.]{0,60}\\b(?:incomplete|not|invalid|expired|old|different|unexpected|missing|rejected)|\\bmatch\\w* (?:your \\w+ (?:to|with) )?more than one\\b|\\balready (?:taken|in use|linked|used)\\b[^.]{0,20}\\b(?:by|to) (?:some|an)|\\b(?:only (?:lets in|admits|accepts)|(?:limited|restricted) (?:sign-?in|log-?in|access) to)\\b|\\bexpect\\w+ (?:a|an)(?:other| different) (?:response|answer|message|login)",
    here: '\\b(?:this|the|our) (?:\\w+ )?(?:product|application|app|site|service|system|tool|workspace|portal|tenant|page|module)\\b',
  },
  de: {
    account:
      '\\bzu (?:ihr|dein)e[rm] \\S+ [^.]{0,30}?kein \\S*(?:konto|account|benutzer)|\\b(?:ihr|dein)(?:e[mnrs]?)? (?:\\S+ )?\\S*(?:konto|kennung|zugang|account|profil|benutzer(?:name)?)s?\\b[^.]{0,60}?(?:nicht (?:angelegt|vorhanden|bekannt|gefunden|freigeschaltet|freigegeben|aktiv|berechtigt|zugeordnet|registriert|hinterlegt|eingetragen)|gesperrt|deaktiviert|unbekannt|gelöscht|kein\\w* (?:\\S+ )?(?:berechtigung|rolle|zugriff|lizenz|recht))',
    right:
      '\\b(?:sie|du) (?:sind|bist|haben|hast|besitzen|verfügen|dürfen)\\b[^.]{0,60}?(?:nicht (?:berechtigt|freigeschaltet|zugelassen|befugt|autorisiert|registriert|eingetragen)|kein\\w* (?:\\S+ )?(?:\\S*berechtigung|zugriff|zugang|\\S*rechte?|rolle|lizenz)\\w*)|\\b(?:zugriff|zugang)\\b[^.]{0,40}?für (?:sie|dich) nicht (?:vorgesehen|möglich|erlaubt|freigegeben)|\\b(?:ihnen|dir) (?:wurde|ist|fehl)\\w*\\b[^.]{0,40}?(?:keine? (?:\\S+ )?(?:rolle|berechtigung|lizenz)|fehl)',
    login:
      '\\b(?:ihre|deine) (?:sitzung|anmeldung) konnte nicht|\\banmeldung\\b[^.]{0,50}?(?:schief|fehlgeschlagen|nicht (?:möglich|gelungen|geklappt)|abgebrochen|gescheitert)|\\bwir (?:kennen|konnten|können) (?:sie|dich)\\b[^.]{0,40}?nicht|\\b(?:identit\\S+anbieter|anmelde(?:server|dienst)|idp|antwort|token|assertion|signatur)\\S*\\s[^.]{0,80}?(?:nicht (?:\\S+ )?(?:überprüf|geprüf|gültig|les|gelesen|verarbeite|akzeptier)|ungültig|abgelaufen|fehlerhaft|unvollständig)|\\bkonnten?\\b[^.]{0,30}?nicht angemeldet|\\bdas hat (?:leider )?nicht geklappt',
    here: '\\b(?:dies|uns(?:e?r))\\w* (?:anwendung|applikation|app|system|portal|dienst|mandant|seite|bereich|verfahren|produkt)|\\bd(?:ie|as|en|er|em) (?:anwendung|applikation|portal|dienst|verfahren)\\b',
  },
  fr: {
    account:
      "\\bvotre (?:compte|identifiant|profil|utilisateur|adhésion|licence|abonnement)\\b[^.]{0,40}?(?:a pris fin|n[’'](?:est|a|existe)\\b[^.]{0,20}?(?:rattaché|activé|actif|autorisé|habilité|reconnu|enregistré|associé|créé|pas$|rôle|droit)|n[’']existe pas|désactivé|bloqué|suspendu|verrouillé|inconnu|supprimé|ne (?:dispose|possède|correspond))",
    right:
      "\\b(?:vous|tu) (?:ne (?:disposez|possédez|pouvez|disposes)|n[’'](?:avez|êtes|as|es))\\b[^.]{0,50}?(?:droits?\\b|autoris|habilit|permission|accès|licence|rôle|inscrit)",
    login:
      "\\bvotre (?:session|connexion) n[’']a pas pu|\\bnous n[’'](?:avons pas (?:pu|réussi)|arrivons pas)\\b[^.]{0,30}?(?:authentifi|identifi|connect|reconn)|\\bconnexion\\b[^.]{0,20}?(?:impossible|refusée|échou|interrompue)|\\b(?:réponse|signature|certificat|jeton|assertion|message)\\b[^.]{0,80}?(?:n[’']a pas pu|n[’']est (?:pas|plus) (?:valide|reconnu)|invalide|expiré|refusé|incomplet)|\\bimpossible de vous (?:connecter|identifier|authentifier)",
    here: "\\bcet(?:te)? (?:application|outil|espace|service|site|page|portail)|\\bl[’'](?:application|outil)|\\bce (?:service|site|portail|produit)",
  },
  es: {
    account:
      '\\b(?:su|tu) (?:cuenta|usuario|perfil|acceso|licencia)\\b[^.]{0,40}?(?:no (?:está|existe|tiene|ha sido|dispone|figura|aparece) [^.]{0,20}?(?:\\balta|activ|habilitad|autorizad|registrad|permis|acces|asignad|sistema|$)|bloquead|desactivad|suspendid|inhabilitad)',
    right:
      '\\bno (?:tiene|dispone de|posee|cuenta con|está|tienes|estás) [^.]{0,30}?(?:permiso|autoriza|acceso|licencia|derechos|habilitad)',
    login:
      '\\bno (?:hemos podido|se ha podido|se pudo|pudimos|fue posible|ha sido posible|podemos)\\b[^.]{0,40}?(?:identific|autentic|iniciar (?:la )?sesión|acceder|verificar su|validar su|reconocer)|\\b(?:su|tu) sesión no (?:se )?(?:ha podido|pudo|puede)|\\b(?:problema|error)\\b[^.]{0,30}?(?:iniciar (?:la )?sesión|inicio de sesión|autentica)|\\b(?:respuesta|certificado|firma|aserción|token)\\b[^.]{0,60}?(?:no es válid|inválid|caducad|expirad|rechazad)',
    here: '\\best[ea] (?:aplicación|sistema|servicio|portal|sitio|producto|página|plataforma)|\\bla (?:aplicación|plataforma)|\\bel sistema',
  },
  pt: {
    account:
      '\\b(?:sua|seu) (?:conta|utilizador|usuário|perfil|acesso|licença)\\b[^.]{0,40}?(?:não (?:está|existe|tem|foi) [^.]{0,20}?(?:ativ|registad|registrad|habilitad|autorizad|permiss|acess|encontrad|cadastrad|$)|bloquead|desativad|suspens|inativ)',
    right: '\\bnão (?:tem|possui|dispõe de|está) [^.]{0,30}?(?:permiss|autoriza|acesso|licença|direitos|habilitad)',
    login:
      '\\bnão (?:foi possível|conseguimos|pudemos) [^.]{0,40}?(?:acesso|autentic|identific|iniciar (?:a )?sessão|entrar|login|reconhec)|\\b(?:resposta|certificado|assinatura|token)\\b[^.]{0,60}?(?:não é válid|inválid|expir|rejeitad)',
    here: '\\b(?:n?est[ea]|d?est[ea]) (?:aplicação|aplicativo|sistema|serviço|portal|site|produto|página)',
  },
  it: {
    account:
      '\\b(?:il|la) (?:suo|tuo|sua|tua) (?:account|profilo|utente|utenza|licenza)\\b[^.]{0,40}?(?:non (?:è|dispone|risulta|ha|esiste) [^.]{0,25}?(?:abilitat|autorizza|attiv|registrat|permess|access|trovat|ruol|$)|bloccat|disabilitat|disattivat|sospes)',
    right:
      '\\bnon (?:dispon[ei]|ha|hai|è|sei|possied[ei]) [^.]{0,30}?(?:autorizza|permess|access|abilitat|licenz|ruol|diritt)',
    login:
      '\\bnon (?:è stato|è|siamo riusciti) [^.]{0,30}?(?:possibile|a)\\b[^.]{0,20}?(?:access|autentic|identific|riconosc)|\\baccesso (?:negato|non riuscito|rifiutato)|\\butente non (?:trovato|riconosciuto|abilitato)|\\b(?:risposta|firma|certificato|token)\\b[^.]{0,60}?(?:non (?:è )?valid|scadut|rifiutat)',
    here: '\\bquest[oa] (?:applicazione|sistema|servizio|portale|sito|prodotto|pagina)|\\bal servizio',
  },
  nl: {
    account:
      '\\b(?:uw|je|jouw) (?:account|profiel|gebruiker(?:snaam)?|licentie)\\b[^.]{0,40}?(?:niet (?:actief|bekend|gevonden|geactiveerd|toegestaan|gekoppeld|aangemaakt|geregistreerd)|onbekend|geblokkeerd|uitgeschakeld|gedeactiveerd|geen (?:toegang|rechten|rol))',
    right:
      '\\b(?:u|je|jij) (?:heeft|hebt|heb|bent)\\b[^.]{0,20}?(?:geen (?:toegang|rechten|toestemming|licentie|rol)|niet (?:gemachtigd|bevoegd|geautoriseerd|aangemeld voor))',
    login:
      '\\bniet (?:gelukt|mogelijk)\\b[^.]{0,30}?(?:aan te melden|in te loggen)|\\b(?:aanmelden|aanmelding|inloggen) (?:is )?(?:mislukt|niet gelukt|niet mogelijk)|\\b(?:antwoord|handtekening|certificaat|token)\\b[^.]{0,60}?(?:ongeldig|niet geldig|verlopen|geweigerd)|\\bwe (?:kennen|konden) (?:u|je)\\b[^.]{0,30}?niet',
    here: '\\bdeze (?:toepassing|applicatie|app|dienst|site|pagina|omgeving)|\\bdit (?:portaal|systeem|product)',
  },
  ja: {
    account:
      '(?:この|お客様の|あなたの)?アカウント[はがで][^。]{0,20}(?:利用(?:いただけ|でき)ません|無効|停止|ロック|登録されてい(?:ません|ない)|見つかりません|存在しません)',
    right: '(?:アクセス|利用|閲覧)(?:する)?(?:権限?|許可)(?:が|は)(?:あり|ござい)ません|権限がありません',
    login:
      '(?:ログイン|サインイン|認証)(?:することが)?(?:に失敗|でき(?:ません|ませんでした))|(?:応答|署名|証明書|アサーション)[^。]{0,20}(?:無効|検証できません|期限切れ)',
    here: '(?:この|本)(?:アプリケーション|アプリ|システム|サービス|サイト|ページ)',
  },
};

const ALL = Object.values(BY_LANGUAGE);
const oneOf = (part: keyof SaidToYou) => new RegExp(ALL.map((each) => each[part]).join('|'), 'iu');
const ACCOUNT = oneOf('account');
const RIGHT = oneOf('right');
const LOGIN = oneOf('login');
const HERE = oneOf('here');
/** Who is in may have opened one of several, a bank account among them. */
const OF_A_LIST = /\bthis (?:\w+ )?(?:account|user|profile)\b|このアカウント/i;
/** What leads from a denial to what is denied. */
const LEADS_ON =
  /^\p{L}*(?: \p{L}+)? (?:to|for|in|on|at|with|auf|für|in|zu|pour|à|dans|sur|para|a|ad|en|al|em|no|na|nest[ae]|per|tot|voor|om)(?![\p{L}])/iu;
/** What may stand before a denial that is all that is said: a word of regret. */
const ALONE = /^[^\p{L}]*(?:\p{L}+,? )?$/u;
/** What may follow on one: a participle. */
const AT_END = /^\s?[^\s.!。]*[.!。]*$/;

/** Whether a sentence tells its reader that an account or a right is missing here, which nobody is told who is in. */
export function deniesYou(sentence: string): boolean {
  return !OF_A_LIST.test(sentence) && [ACCOUNT, RIGHT].some((form) => isOfHere(sentence, form));
}

/** Whether a sentence tells its reader that a login has come to nothing, to whom nothing else was said. */
export function turnsYouAway(sentence: string): boolean {
  return ACCOUNT.test(sentence) || LOGIN.test(sentence) || isOfHere(sentence, RIGHT);
}

/**
 * It says of this place that it is denied, or is nothing but that: other things may be denied to who is in.
 */
function isOfHere(sentence: string, form: RegExp): boolean {
  const found = form.exec(sentence);
  if (found === null) return false;
  const rest = sentence.slice(found.index + found[0].length);
  const here = HERE.exec(sentence);
  if (here === null) return ALONE.test(sentence.slice(0, found.index)) && AT_END.test(rest);
  return here.index < sentence.length - rest.length || LEADS_ON.test(rest) || AT_END.test(rest);
}
