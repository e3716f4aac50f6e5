const page = (lang: string, title: string, body: string) =>
  `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title></head><body><nav><a href="/">Home</a> <a href="/help">Help</a> <a href="/logout">Sign out</a></nav><main><h1>${title}</h1>${body}</main></body></html>`;

/** Pages on which users arrive who were let in, that speak of what error pages speak of. */
export const HEALTHY_PAGES: readonly (readonly [name: string, html: string])[] = [
  [
    'page-errors',
    page(
      'en',
      'Error reports',
      '<p>12 jobs failed today; 3 of them with “access denied”.</p><table><tr><td>nightly import</td><td>failed: invalid signature</td></tr></table>',
    ),
  ],
  [
    'page-certificates',
    page(
      'en',
      'Certificates',
      '<p>The signing certificate of the payroll gateway expires in 9 days. Expired certificates are rejected.</p>',
    ),
  ],
  [
    'page-german',
    page(
      'de',
      'Fehlerberichte',
      '<p>Heute sind drei Anmeldungen fehlgeschlagen. Ungültige Unterschriften: keine. Zugriff verweigert: eine.</p>',
    ),
  ],
  [
    'page-french',
    page(
      'fr',
      'Demandes refusées',
      '<p>Deux demandes ont été refusées hier. Signature manquante sur la facture n° 4711.</p>',
    ),
  ],
  ['page-japanese', page('ja', 'エラー報告', '<p>本日のエラーは3件です。署名が無効な注文はありません。</p>')],
  [
    'page-support',
    page(
      'en',
      'Support',
      '<ul><li>Ticket 1201: cannot log in, session expired (closed)</li><li>Ticket 1202: user not found (open)</li></ul>',
    ),
  ],
];
