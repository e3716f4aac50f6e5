/**
 * The content security policy of a page: no script at all, style sheets and pictures of ours, and forms that lead nowhere
 * but to this site.
 * @param formTargets origins of other sites that a form leads to, through redirects: browsers ask for those, too
 */
export function pagePolicy(formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
