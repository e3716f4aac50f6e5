import type { Topic } from '#shared/phrases/engine/phrase.ts';

/**
 * A title or heading that is nothing but that of a failure, by language (BCP 47). Sources of regular expressions; of logins
 * alone, since shops speak of errors and refusals too.
 */
const TITLES: Readonly<Record<string, string>> = {
  de: '(?:ein |interner |unerwarteter |technischer )*(?:server|system|anmelde|login|saml-?)?fehler(?: \\d+| ist aufgetreten| bei[m ].{0,30})?|(?:die )?(?:anmeldung|abmeldung|authentifizierung|zugriff|zugang|login|logout)\\b.{0,30}(?:verweigert|abgelehnt|gesperrt|gescheitert|fehlgeschlagen|verboten|nicht (?:m.glich|erlaubt|gestattet))|(?:keine|nicht) (?:zugriffs)?berechtig(?:ung|t)|kein (?:zugang|zugriff|zutritt)|verboten',
  fr: "(?:une )?erreur(?: \\d+| interne.{0,20}| d[’']authentification| de connexion| du serveur| (?:est|s[’']est) .{0,30})?|[ée]chec (?:de |d[’']|lors de ).{0,40}|(?:acc[eè]s|d[ée]connexion|connexion|authentification|autorisation|demande)\\b.{0,20}(?:interdite?|refus[ée]e?|impossible|[ée]chou[ée]e?|rejet[ée]e?)",
  es: '(?:(?:se )?ha (?:producido|ocurrido) un )?error(?: \\d+| interno.{0,20}| inesperado| (?:de|en|al)(?: el| la)? (?:autenticaci|inici|acce|servidor|sistema|validar|conexi|autorizaci).{0,40})?|(?:acceso|permiso|inicio de sesi[óo]n|cierre de sesi[óo]n|autenticaci[óo]n)\\b.{0,20}(?:denegad[oa]|rechazad[oa]|fallid[oa]|prohibid[oa]|no (?:autorizad[oa]|permitid[oa]|v[áa]lid[oa]))|no autorizado|prohibido',
  it: '(?:si è verificato un )?errore(?: \\d+| interno.{0,20}| di (?:autenticazione|accesso|sistema|connessione)| durante .{0,30})?|(?:accesso|autenticazione|autorizzazione|disconnessione|logout)\\b.{0,20}(?:negat[oa]|fallit[oa]|rifiutat[oa]|non (?:riuscit[oa]|consentit[oa]|autorizzat[oa]))',
  pt: '(?:ocorreu um )?(?:erro|falha)(?: \\d+| interno.{0,20}| (?:de|na|no|ao) (?:autentica|login|acess|servidor|sistema|entrar).{0,30})?|(?:acesso|autentica[çc][ãa]o|login|logout)\\b.{0,20}(?:negad[oa]|recusad[oa]|n[ãa]o (?:autorizad[oa]|permitid[oa])|falhou)',
  nl: 'fout(?: \\d+|melding)?|er is (?:een fout opgetreden|iets (?:mis|fout) ?gegaan).{0,30}|(?:toegang|aanmelding|aanmelden|inloggen|afmelden|uitloggen|authenticatie)\\b.{0,20}(?:geweigerd|ontzegd|mislukt|niet (?:gelukt|toegestaan))|geen toegang',
  nordic:
    '(?:der |det )?(?:opstod |oppstod )?(?:et |ett |en )?(?:fel|fejl|feil)(?: \\d+| har uppstått| opstod| oppstod)?|(?:inloggning(?:en)?|innlogging(?:en)?|login)\\b.{0,20}(?:misslyckades|mislykkedes|mislyktes|feilet|nekades)|(?:åtkomst|adgang|tilgang)\\b.{0,20}(?:nekad|nægtet|nektet|avslått|saknas)|ingen (?:adgang|tilgang)|kirjautuminen (?:epäonnistui|estetty)|pääsy evätty|käyttö estetty|virhe(?: \\d+)?',
  slavic:
    '(?:wystąpił )?błąd(?: \\d+| logowania| serwera)?|(?:logowanie|uwierzytelni\\S+)\\s.{0,20}(?:nie powiodło się|nieudane)|(?:odmowa|brak) dostępu|přihlášení\\s.{0,10}(?:nezdařilo|selhalo)|přístup (?:odepřen|zamítnut)|ошибка(?: \\d+| (?:входа|авторизации|аутентификации|сервера|доступа))?|доступ (?:запрещ[её]н|закрыт)|не удалось войти.{0,20}|помилка(?: \\d+| (?:входу|авторизації|автентифікації|сервера))?|доступ заборонено|не вдалося увійти.{0,20}|(?:greška|pogreška)(?: \\d+)?|prijava nije uspjela|pristup (?:odbijen|zabranjen)',
  tr: 'hata(?: \\d+)?|giriş (?:başarısız|yapılamadı).{0,10}|oturum aç(?:ılamadı|ma (?:hatası|başarısız.{0,10}))|erişim (?:reddedildi|engellendi)',
  hu: 'sikertelen (?:bejelentkezés|belépés|azonosítás)|(?:a )?(?:bejelentkezés|belépés) (?:sikertelen|nem sikerült)|hozzáférés megtagadva|hiba(?: \\d+| történt)?',
  el: '(?:η )?(?:σύνδεση|είσοδος|πρόσβαση)\\s.{0,12}(?:απέτυχε|απορρίφθηκε|δεν επιτρέπεται)|σφάλμα(?: \\d+)?',
  ro: '(?:autentificare|conectare)a? (?:eșuată|eşuată|nereușită|nereuşită|a eșuat)|acces(?:ul)? (?:interzis|refuzat|respins)|eroare(?: \\d+| de (?:autentificare|server))?',
  ar: 'فشل(?:ت)? (?:تسجيل الدخول|عملية الدخول|المصادقة)|تم رفض (?:الوصول|الدخول)|خطأ(?: \\d+)?|حدث خطأ.{0,20}',
  he: '(?:ה)?(?:כניסה|התחברות|הזדהות) נכשלה|ה?גישה נדחתה|שגיאה(?: \\d+)?|אירעה שגיאה.{0,20}',
  vi: 'đăng nhập (?:thất bại|không thành công)|truy cập bị từ chối|(?:đã xảy ra )?lỗi(?: \\d+)?',
  th: 'เข้าสู่ระบบไม่สำเร็จ|การเข้าถึงถูกปฏิเสธ|(?:เกิด)?ข้อผิดพลาด',
  id: '(?:gagal masuk|login gagal|akses ditolak|(?:terjadi )?kesalahan(?: \\d+)?)',
  ja: '(?:システム|内部|サーバー?|認証|ログイン|サインイン|シングルサインオン|予期しない|SAML|SSO)*エラー(?:が発生しました)?|.{0,12}(?:ログイン|ログアウト|サインイン|サインアウト|認証|シングルサインオン)(?:に失敗しました|できません(?:でした)?|が拒否されました)|アクセスが?(?:拒否(?:されました)?|できません|権限がありません|許可されていません)',
  zh: '(?:单点|單點)?(?:登录|登入|认证|認證|身份验证|授权)(?:失败|失敗|错误|錯誤)|(?:访问|存取)被?拒[绝絕]|拒[绝絕](?:访问|存取)|[无無][权權](?:访问|限|存取)|(?:系统|系統|服务器|内部)?(?:错误|錯誤)|(?:发生|發生)(?:错误|錯誤)',
  ko: '(?:로그인|인증|접속)(?:에)? ?(?:실패|오류).{0,8}|로그인할 수 없습니다|접근(?:이)? ?거부.{0,8}|(?:시스템 )?오류(?:가 발생했습니다)?',
};

/** What says that a login or its message is not taken, whatever is minded. */
const FAILS =
  /(?:anmeldung|signatur|assertion|antwort)\b.{0,60}(?:nicht (?:m.glich|gültig|erlaubt)|ungültig|fehlgeschlagen|verweigert)|(?:signature|assertion|r[ée]ponse|authentification|connexion)\b.{0,40}(?:invalide|refus[ée]|[ée]chou|impossible)|(?:firma|aserci[óo]n|respuesta)\b.{0,40}(?:no (?:es )?v[áa]lid|inv[áa]lid|rechazad)|(?:ログイン|サインイン|認証)(?:に失敗|できません)|(?:署名|アサーション|レスポンス).{0,12}(?:無効|検証でき|失敗)|签名(?:无效|验证失败)/i;
/** Of these nobody speaks who let somebody in. */
const OF_REFUSALS: ReadonlySet<Topic> = new Set([
  'time-expired',
  'account-disabled',
  'user-not-provisioned',
  'user-not-assigned',
]);

/** What plain words of other languages speak of; the first that fits. */
export const SPOKEN_ELSEWHERE: readonly (readonly [RegExp, Topic])[] = [
  [/entschl[üu]ssel|d[ée]chiffr|descifr|decifr|ontsleutel|復号|解密/i, 'encryption'],
  [
    /(?:nicht|keine) (?:signiert|signatur)|(?:pas|non) sign[ée]|(?:no|sin) firmad?|署名されて(?:い)?(?:ません|ない)|未签名/i,
    'signature-missing',
  ],
  [
    /signatur(?!e\b)|signaturpr|la signature|firma\b|handtekening|assinatura|podpis|подпис|署名|签名|簽名|서명|imza|allekirjoit|aláír|υπογραφ|підпис|semnătur|توقيع|חתימה|chữ ký|ลายเซ็น/i,
    'signature-invalid',
  ],
  [/zielgruppe|audienc(?:e|ia)|empfängerkreis|オーディエンス|受众/i, 'audience'],
  [/noch nicht gültig|pas encore valide|a[úu]n no (?:es )?v[áa]lid|まだ有効/i, 'time-not-yet'],
  [
    /(?:assertion|antwort|token|r[ée]ponse|aserci[óo]n|respuesta)\b.{0,30}(?:abgelaufen|expir[ée]|caducad|scadut|verlopen)|(?:saml|assertion|token)\S*\s.{0,40}(?:süresi dol|lejárt|vypršel|wygas|ист[её]к|закінчи)|有効期限|已过期|만료/i,
    'time-expired',
  ],
  [
    /(?:konto|account|benutzer\w*|compte|utilisateur|cuenta|usuario|utente)\b.{0,30}(?:gesperrt|deaktiviert|d[ée]sactiv|bloqu|deshabilitad|bloquead|bloccat|disabilitat|geblokkeerd)|hesab\S+\s.{0,20}(?:kilit|askıya|devre dışı)|(?:účet|účtu|fiók\S*|konto|tili|tunnus)\s.{0,30}(?:zablokov|uzamčen|zárol|letilt|zablokowan|wyłączon|lukit|spärra|låst|sperret|spærret)|(?:аккаунт|запис)\S*\s.{0,30}(?:заблок|отключ)|アカウントが(?:無効|ロック)|账[号户](?:已禁用|被锁定)/i,
    'account-disabled',
  ],
  [
    /(?:kein|keine)\b.{0,30}(?:benutzer\w*|konto|account)|(?:benutzer\w*|konto)\b.{0,30}nicht (?:gefunden|vorhanden|angelegt)|(?:compte|utilisateur)\b.{0,30}(?:n[’']existe pas|introuvable|inconnu)|aucun (?:compte|utilisateur)(?! s[ée]lectionn)|(?:ning[úu]na?|no existe (?:el|la|un|una)|sin) (?:usuario|cuenta)|nessun[oa]? (?:utente|account|conto)|nenhum[a]? (?:conta|utilizador|usu[áa]rio)|geen (?:account|gebruiker)|(?:usuario|cuenta|usu[áa]rio|utilizador|conta|utente)\b.{0,30}n(?:o|[ãa]o|on) (?:existe|encontrad|trovat)|(?:gebruiker|account)\b.{0,30}(?:niet gevonden|onbekend|bestaat niet)|(?:konto|kontot|användare\w*|bruger\w*|bruker\w*)\b.{0,30}(?:saknas|finns inte|ikke fundet|ikke funnet)|użytkownik.{0,20}nie istnieje|пользовател\S+\s.{0,20}не найден|kullanıcı bulunamadı|käyttäj\S*\s.{0,20}ei (?:löyty|löydy|ole)|tiliä ei löy|felhasználó.{0,20}nem (?:található|létezik)|nincs ilyen felhasználó|(?:fant|finner|finnes|hittade|hittar|fandt|finder)\b.{0,12}\b(?:ingen|inget|intet|ikke|inte|noen|någon|nogen)\b.{0,20}(?:bruker|användar|bruger|konto)|ingen (?:bruker|bruger|användare)\b.{0,20}(?:funnet|fundet|hittad)|δεν (?:βρέθηκε|υπάρχει).{0,30}(?:λογαριασμ|χρήστη)|(?:λογαριασμ|χρήστη)\S*\s.{0,20}δεν (?:βρέθηκε|υπάρχει)|(?:запис|користувач)\S*\s.{0,20}не (?:знайден|існує)|(?:uživatel|používateľ|korisnik)\S*\s.{0,20}(?:neexistuje|nenalezen|nebyl nalezen|nije pronađen|ne postoji)|(?:utilizator|cont)\S*\s.{0,20}(?:nu (?:a fost găsit|există)|inexistent)|(?:لم يتم العثور على|لا يوجد).{0,20}(?:حساب|مستخدم)|المستخدم غير (?:موجود|معروف)|לא נמצא.{0,12}(?:חשבון|משתמש)|(?:המשתמש|החשבון) לא (?:נמצא|קיים)|không tìm thấy.{0,20}(?:tài khoản|người dùng)|ไม่พบ(?:บัญชี|ผู้ใช้)|(?:akun|pengguna) tidak (?:ditemukan|ada)|(?:ユーザー?|アカウント)が?(?:見つかりません|存在しません)|(?:用户|用戶|使用者|账[号户])不存在|(?:사용자|계정)를? ?(?:찾을 수 없|존재하지 않)/i,
    'user-not-provisioned',
  ],
  [
    /attribut.{0,40}(?:fehlt|manquant|absent)|(?:fehlendes|falta el) atribut|属性.{0,12}(?:ありません|不足|缺)/i,
    'attribute-missing',
  ],
  [
    /nicht berechtigt|keine (?:zugriffs)?berechtigung|nicht freigeschaltet|pas autoris[ée]|n[’']avez pas (?:acc[eè]s|le droit|les droits)|no tiene (?:permiso|acceso)|no est[áa] autorizad|non (?:abilitat|autorizzat)|n[ãa]o tem permiss|geen toegang|ikke adgang|ikke tilgang|inte behörig|brak dostępu|нет доступа|yetkiniz (?:yok|bulunmu)|erişim izniniz yok|ei (?:ole )?(?:käyttö)?oikeu|nemáte (?:oprávn|přístup|prístup)|nincs (?:jogosults|hozzáfér)|δεν έχετε (?:δικαίωμα|πρόσβαση|άδεια)|(?:немає|нема) (?:доступу|прав)|ليس لديك (?:صلاحية|إذن|الإذن)|غير مصرح|אין לך (?:הרשאה|גישה)|không có quyền|nu (?:ai|aveți|aveţi) (?:permisiun|acces|drept)|ไม่มีสิทธิ|tidak (?:memiliki|punya) (?:izin|akses)|権限がありません|没有(?:访问)?权限|无权(?:访问|限)|권한이 없/i,
    'user-not-assigned',
  ],
  [
    /sitzung.{0,30}(?:abgelaufen|nicht gefunden|ungültig)|session.{0,20}expir[ée]|sesi[óo]n.{0,20}(?:caducad|expirad)|セッション|会话/i,
    'state',
  ],
];

const TITLE = new RegExp(`^(?:${Object.values(TITLES).join('|')})[.!！。]?$`, 'i');

/** Whether a title or heading is that of a failure, in one of these languages. */
export function isFailureTitleElsewhere(text: string): boolean {
  return TITLE.test(text);
}

/** Whether a text says that somebody is not let in, in one of these languages. */
export function saysFailureElsewhere(text: string): boolean {
  return FAILS.test(text) || SPOKEN_ELSEWHERE.some(([form, topic]) => OF_REFUSALS.has(topic) && form.test(text));
}
