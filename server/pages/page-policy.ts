/**
 * The content security policy of a page: no script at all, or the one file of ours that watches a session; style sheets
 * and pictures of ours, and forms that lead nowhere but to this site.
 * @param formTargets origins of other sites that a form leads to, through redirects: browsers ask for those, too
 * @param watches whether the page watches its session
 */
export function pagePolicy(formTargets: readonly string[] = [], watches = false): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(watches ? ["script-src 'self'"] : []),
    // But for one that watches its session no page asks for anything, but Chromium's developer tools ask a page's origin for its workspace
    // (/.well-known/appspecific/com.chrome.devtools.json), and would count a refusal by this policy as an error of the page.
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
