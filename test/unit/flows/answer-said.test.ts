import { describe, expect, it } from 'vitest';
import { saidNo } from '#shared/flows/answer-said.ts';
import { plainTopic } from '#shared/flows/said-topic.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';

const answer = (responseText = '', type = 'text/html') =>
  saidNo(exchangeOf('x', 0, { responseText, responseHeaders: [{ name: 'Content-Type', value: type }] }));
const page = (title: string, body: string) => `<html><head><title>${title}</title></head><body>${body}</body></html>`;

const NAV = '<a href="/">Home</a> <a href="/help">Help</a> <a href="/me">Me</a>';
const HEALTHY: readonly (readonly [string, string, string?])[] = [
  ['a dashboard of errors', page('Error reports', '<h1>Error reports</h1><p>12 jobs failed today.</p>')],
  ['help about certificates', page('Help', '<h1>Certificates</h1><p>What to do when a certificate has expired.</p>')],
  ['a hidden error', page('Home', '<div class="error" hidden>Access denied</div><h1>Welcome</h1>')],
  ['an error in a template', page('Home', '<template><h1>Error</h1></template><h1>Projects</h1>')],
  ['a script that speaks of errors', page('App', '<script>var e="Invalid signature"</script><div id="app"></div>')],
  ['signing in', page('Signing in', '<p>Please wait.</p><form><input name="SAMLResponse" value="x"></form>')],
  ['a search and a new password', page('Me', '<form><input name="q"></form><form><input type="password"></form>')],
  ['a list of exceptions', page('Unhandled exceptions', '<h1>Unhandled exceptions this week</h1>')],
  ['a number that is no status', page('500 documents', '<h1>404 kilometres walked</h1>')],
  ['reports of errors in German', page('Fehlerberichte', '<h1>Fehlerberichte</h1>')],
  [
    'help about a refusal, which it quotes',
    page('Troubleshooting: "Invalid signature"', '<h1>"Invalid signature"</h1><p>If you see Invalid signature, …</p>'),
  ],
  ['a game', page('Sorry!', '<h1>Sorry!</h1><p>A board game for four.</p>')],
  ['refused orders in French', page('Commande refusée', '<h1>Commande refusée</h1>')],
  ['codes of errors in Japanese', page('エラーコード一覧', '<h1>エラーコード一覧</h1><p>E001: 署名が無効です</p>')],
  [
    'an application that warns',
    page('Orders', `<p class="alert">Attribute size not found</p>${'<a href="/o">An order</a> '.repeat(9)}`),
  ],
  ['accounts of others', page('Konten', `${NAV}<p>Konto Müller ist gesperrt. Kein Konto gefunden: 2.</p>`)],
  ['an incident', page('Incidents', `${NAV}<h1>Incident 42: login failed for users in Lyon</h1><p>Resolved.</p>`)],
  ['rights in Japanese', page('設定', `${NAV}<p>権限がありませんと表示される場合</p>`)],
  ['refusals that are counted', page('Firewall', '<h1>Access denied: 31 attempts this week</h1><p>None passed.</p>')],
  [
    'refusals of a service in Turkish',
    page('Hata takip sistemi', '<h1>Hata takip sistemi</h1><p>Erişim reddedildi</p>'),
  ],
  ['refusals in Arabic', page('سجل الأخطاء', '<h1>سجل الأخطاء</h1><p>فشل تسجيل الدخول</p>')],
  ['an empty state', page('Mailboxes', '<p>No account connected yet. Add one.</p>')],
  ['a selection', page('Sales', '<p>Errors: 0</p><p>No account selected</p>')],
  ['counts', page('Directory', '<p>Users locked: 2</p><p>3 users not found, 1 account disabled</p>')],
  ['tickets', page('Queue', '<li>#7 User not found in the export</li><li>#9 Login failed on the old printer</li>')],
  ['a greeting', page('Start', '<p>Welcome Anne. Your last login failed on Monday.</p>')],
  ['a greeting, and a part that failed', page('Start', '<p>Hello Anne. Something went wrong with the map.</p>')],
  ['a greeting in German', page('Start', '<p>Willkommen, Anne. Ihr Konto ist nicht gesperrt.</p>')],
  ['a greeting in French', page('Accueil', '<p>Bonjour Anne. Aucun utilisateur nouveau.</p>')],
  ['a case that may not be', page('Moving on', '<p>If nothing happens, contact your administrator.</p>')],
  ['a question', page('Diary', '<p>Meeting: why was the request rejected?</p>')],
  ['a lesson', page('School', '<h1>Lesson 3: Access denied</h1><p>What a server means by it.</p>')],
  ['a list of errors in German', page('Fehlerliste', '<h1>Fehler</h1><p>Pumpe 3</p>')],
  [
    'a part that is down',
    page('Wiki', '<p class="alert">The index is old: something went wrong</p><h1>Main page</h1>'),
  ],
  ['JSON that wraps no errors', '{"data":{"login":{"ok":true,"errors":null}},"errors":[]}', 'application/json'],
  ['JSON whose list has a failure', '{"jobs":[{"success":false}],"status":200}', 'application/json'],
  ['JSON of a user', '{"user":"anne","error":null,"errors":[],"success":true}', 'application/json'],
];

const REFUSING: readonly (readonly [string, string, string, string?])[] = [
  ['page', 'an error page', page('Error', '<h1>Authentication failed</h1><p>The signature is bad.</p>')],
  [
    'page',
    'SimpleSAMLphp, whose pages may come with 200',
    page('Unhandled exception', '<h1>Unhandled exception</h1><p>An unhandled exception was thrown.</p>'),
  ],
  ['page', 'metadata that is not there', page('Metadata not found', '<h1>Metadata not found</h1>')],
  ['page', 'an unknown user', page('Portal', '<h1>Sign-in error</h1><p>We could not find an account for you.</p>')],
  [
    'login-page',
    'a login page with a message',
    page('Login', '<p role="alert">Login failed</p><input type="password">'),
  ],
  ['data', 'JSON', '{"success":false,"reason":"Invalid issuer"}', 'application/json'],
  ['data', 'problem+json', '{"title":"No","detail":"Unknown audience"}', 'application/problem+json'],
  ['data', 'JSON that wraps it', '{"data":{"login":{"ok":false,"reason":"Unknown user"}}}', 'application/json'],
  ['data', 'GraphQL', '{"data":null,"errors":[{"message":"Account not provisioned"}]}', 'application/json'],
  ['data', 'JSON that repeats another status', '{"status":403,"msg":"role admin required"}', 'application/json'],
  ['data', 'plain words', 'SSO failure: no account for anne', 'text/plain'],
  ['page', 'a seat that is missing', page('Portal', '<h1>No seats left</h1><p>Ask your administrator.</p>')],
  ['page', 'an interjection with what happened below', page('Hmm', '<h1>Sorry</h1><p>We cannot log you in.</p>')],
  ['page', 'an exception of Java', page('java.lang.NullPointerException: "email" is null', '<pre>at …</pre>')],
  [
    'data',
    'JSON that holds a piece of a page',
    '{"success":false,"html":"<p>Locked <b>out</b></p>"}',
    'application/json',
  ],
  [
    'page',
    'an attribute that was not sent',
    page('Sign in', '<p>The email attribute was not sent by your company.</p>'),
  ],
  ['page', 'an error of validation', page('SAML validation error', '<p>The audience did not match.</p>')],
  ['page', 'an account that waits', page('Hub', '<p class="alert">Your account is awaiting approval.</p>')],
  ['page', 'a permission that is needed', page('Hub', '<h1>You need permission</h1><p>Ask for it.</p>')],
  ['page', 'an account that is missing, in Spanish', page('Inicio', '<p>No se encuentra ninguna cuenta.</p>')],
  ['page', 'a quota', page('Hub', '<p>User quota exceeded</p>')],
  ['page', 'a login that is switched off', page('Hub', '<p>Your company has not enabled SSO for this app.</p>')],
  ['page', 'an address of a user', page('Bye', '<p class="msg_error">User: anne@corp.example not found.</p>')],
  ['page', 'an account that is not linked', page('Hub', '<p>Your account is not linked to a member of staff.</p>')],
  ['data', 'JSON that is brief', '{"result":"NOK","text":"User unknown"}', 'application/json'],
  ['page', 'an error of a login', page('Welcome', '<p class="alert">There was an error signing you in.</p>')],
  ['page', 'a message of Wicket', page('Welcome', '<p class="feedbackPanelERROR">We don’t know you.</p>')],
  ['page', 'a login that is blocked', page('Sign-in blocked', '<p>Come back tomorrow.</p>')],
  ['data', 'a SOAP fault', '<s:Envelope><s:Fault><faultstring>No</faultstring></s:Fault></s:Envelope>', 'text/xml'],
];

describe('an answer with HTTP 200', () => {
  it.each(HEALTHY)('says no no: %s', (_, text, type) => {
    expect(answer(text, type)).toBeNull();
  });

  it.each(REFUSING)('says no as %s: %s', (way, _, text, type) => {
    expect(answer(text, type)?.way).toBe(way);
  });
});

/** Title, what it says, what that speaks of. */
const ELSEWHERE: readonly (readonly [language: string, title: string, words: string, topic: string | null])[] = [
  ['German', 'Anmeldung fehlgeschlagen', 'Die Signatur der Antwort konnte nicht geprüft werden.', 'signature-invalid'],
  ['German', 'Hinweis', 'Zu Ihrer Kennung wurde kein Benutzerkonto gefunden.', 'user-not-provisioned'],
  ['German', 'Zugriff verweigert', 'Sie sind für diese Anwendung nicht berechtigt.', 'user-not-assigned'],
  ['French', 'Échec de la connexion', 'La signature de l’assertion est invalide.', 'signature-invalid'],
  ['French', 'Accès refusé', 'Votre compte n’existe pas dans cette application.', 'user-not-provisioned'],
  ['Spanish', 'Error de autenticación', 'No se ha encontrado ningún usuario.', 'user-not-provisioned'],
  ['Spanish', 'Acceso denegado', 'No se encuentra ninguna cuenta.', 'user-not-provisioned'],
  ['Italian', 'Accesso negato', 'Nessun account corrisponde.', 'user-not-provisioned'],
  ['Portuguese', 'Acesso negado', 'Nenhuma conta foi encontrada.', 'user-not-provisioned'],
  ['Dutch', 'Geen toegang', 'Er is geen account gevonden.', 'user-not-provisioned'],
  ['Italian', 'Accesso negato', 'Utente non abilitato.', 'user-not-assigned'],
  ['Portuguese', 'Acesso negado', 'Usuário não encontrado.', 'user-not-provisioned'],
  ['Dutch', 'Inloggen mislukt', 'U heeft geen toegang.', 'user-not-assigned'],
  ['Swedish', 'Inloggningen misslyckades', 'Kontot saknas.', 'user-not-provisioned'],
  ['Danish', 'Adgang nægtet', 'Du har ikke adgang.', 'user-not-assigned'],
  ['Polish', 'Logowanie nie powiodło się', 'Brak dostępu.', 'user-not-assigned'],
  ['Russian', 'Ошибка входа', 'Пользователь не найден.', 'user-not-provisioned'],
  ['Turkish', 'Giriş başarısız', 'Kullanıcı bulunamadı.', 'user-not-provisioned'],
  ['Turkish', 'Oturum açma hatası', 'Yanıtın imzası geçersiz.', 'signature-invalid'],
  ['Finnish', 'Kirjautuminen estetty', 'Käyttäjää ei löydy.', 'user-not-provisioned'],
  ['Norwegian', 'Innlogging mislyktes', 'Vi finner ikke noen bruker.', 'user-not-provisioned'],
  ['Czech', 'Přístup zamítnut', 'Nemáte přístup k aplikaci.', 'user-not-assigned'],
  ['Hungarian', 'Hozzáférés megtagadva', 'Nincs jogosultsága.', 'user-not-assigned'],
  ['Greek', 'Η πρόσβαση απορρίφθηκε', 'Δεν έχετε δικαίωμα.', 'user-not-assigned'],
  ['Greek', 'Σφάλμα', 'Στην εφαρμογή δεν υπάρχει ο χρήστης.', 'user-not-provisioned'],
  ['Ukrainian', 'Доступ заборонено', 'Користувача не знайдено.', 'user-not-provisioned'],
  ['Romanian', 'Acces refuzat', 'Utilizatorul nu există.', 'user-not-provisioned'],
  ['Arabic', 'تم رفض الوصول', 'المستخدم غير موجود', 'user-not-provisioned'],
  ['Hebrew', 'הגישה נדחתה', 'אין לך הרשאה', 'user-not-assigned'],
  ['Vietnamese', 'Đăng nhập không thành công', 'Bạn không có quyền.', 'user-not-assigned'],
  ['Thai', 'เกิดข้อผิดพลาด', 'ไม่พบผู้ใช้', 'user-not-provisioned'],
  ['Indonesian', 'Akses ditolak', 'Akun tidak ditemukan.', 'user-not-provisioned'],
  ['Japanese', 'ログインに失敗しました', 'レスポンスの署名を検証できませんでした。', 'signature-invalid'],
  ['Japanese', 'システムエラー', 'しばらくしてからもう一度お試しください。', null],
  ['Chinese', '登录失败', '用户不存在。', 'user-not-provisioned'],
  ['Korean', '로그인 실패', '사용자를 찾을 수 없습니다.', 'user-not-provisioned'],
];

describe('a page in another language', () => {
  it.each(ELSEWHERE)('says no in %s: %s %s', (_, title, words, topic) => {
    const said = answer(page(title, `<h1>${title}</h1><p>${words}</p>`));
    expect(said?.way).toBe('page');
    expect(plainTopic(said?.words ?? '')).toBe(topic);
  });
});

describe('a page that leads on', () => {
  it.each([
    ['by its head', '<meta http-equiv="Refresh" content="0; URL=/error?code=SAML_17">'],
    ['by a script', '<script>window.location.replace("\\/login?error=denied")</script>'],
  ])('says no by where it leads: %s', (_, head) => {
    expect(answer(`<html><head>${head}</head><body></body></html>`)?.way).toBe('redirect');
  });

  it('says none where it is an application whose scripts lead somewhere', () => {
    const script = '<script>function f(){location.href="/error"}</script>';
    expect(answer(page('Orders', `${script}<h1>Orders</h1>${'<p>An order of ten.</p>'.repeat(10)}`))).toBeNull();
  });
});

describe('a redirect', () => {
  const redirect = (redirectUrl: string) => saidNo(exchangeOf('x', 0, { status: 302, redirectUrl }));

  it('says no by the error in its address, in its words', () => {
    const said = redirect('https://sp.example/cb?error=access_denied&error_description=Not+assigned');
    expect(said).toEqual({ way: 'redirect', words: 'access_denied: Not assigned' });
  });

  it('says at an address that is for failures what its parameters say', () => {
    expect(redirect('https://sp.example/auth/failure?message=invalid_ticket&strategy=saml')?.words).toBe(
      'invalid_ticket',
    );
    expect(redirect('https://sp.example/auth/failure?strategy=saml')?.words).toBe('');
  });

  it.each([
    ['https://sp.example/#/login?error=user_not_found', 'user-not-provisioned'],
    ['https://sp.example/login?reason=account_disabled', 'account-disabled'],
    ['https://sp.example/signin?sso_error=missingEmailAttribute', 'attribute-missing'],
    ['https://sp.example/login?failed=1', null],
    ['https://sp.example/login?error', null],
    ['https://sp.example/login?lang=en&denied', null],
  ])('says no by %s, in names that stand for sentences', (url, topic) => {
    expect(plainTopic(redirect(url)?.words ?? '')).toBe(topic);
    expect(redirect(url)?.way).toBe('redirect');
  });

  it.each(['https://sp.example/app?message=welcome&errorCode=0', 'https://sp.example/app?status=open&reason=new'])(
    'says nothing by %s',
    (url) => {
      expect(redirect(url)).toBeNull();
    },
  );

  it.each(['https://sp.example/errors', 'https://sp.example/?error=', 'https://sp.example/error-reports?error=false'])(
    'says nothing by %s',
    (url) => {
      expect(redirect(url)).toBeNull();
    },
  );
});
