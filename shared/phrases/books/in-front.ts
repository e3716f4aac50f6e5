import { definePhrases } from '../engine/phrase.ts';

const CF = 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes';

/** What stands in front of servers: Cloudflare, F5, oauth2-proxy. */
export const IN_FRONT = definePhrases(
  { product: 'nginx', source: 'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c' },
  [
    {
      says: 'Sorry, you have been blocked',
      topic: 'firewall',
      owner: 'network',
      means: 'Cloudflare’s firewall turned the request away; the message never reached the application.',
      fix: 'Security, Events: find the rule by the Ray ID and skip it for the ACS URL.',
      source: 'https://developers.cloudflare.com/waf/',
      product: 'Cloudflare',
    },
    {
      says: 'Attention Required!',
      topic: 'firewall',
      owner: 'network',
      means: 'Cloudflare wants to see whether a person is there; a form that was posted is lost on the way.',
      fix: 'Skip the challenge for the ACS URL.',
      source: 'https://developers.cloudflare.com/cloudflare-challenges/',
      product: 'Cloudflare',
    },
    {
      says: 'Error 1020',
      topic: 'firewall',
      owner: 'network',
      means: 'A firewall rule at Cloudflare denies this request.',
      fix: 'Security, Events: find the rule by the Ray ID and skip it for the ACS URL.',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1020/',
      product: 'Cloudflare',
    },
    {
      says: 'Error 1015',
      topic: 'rate',
      owner: 'network',
      means: 'Cloudflare’s rate limit was reached.',
      fix: 'Except the ACS URL from the rate limiting rule, or wait.',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/',
      product: 'Cloudflare',
    },
    {
      says: 'Error code 522',
      topic: 'unreachable',
      owner: 'sp',
      means: 'Cloudflare could not connect to the server behind it.',
      fix: 'Look whether it runs and lets Cloudflare’s addresses in.',
      source: CF,
      product: 'Cloudflare',
    },
    {
      says: 'Error code 525',
      topic: 'unreachable',
      owner: 'sp',
      means: 'Cloudflare and the server behind it could not agree on TLS.',
      fix: 'Look at the server’s certificate and at the SSL mode.',
      source: CF,
      product: 'Cloudflare',
    },
    {
      says: 'The requested URL was rejected. Please consult with your administrator',
      topic: 'firewall',
      owner: 'network',
      means: 'A firewall of F5 (BIG-IP ASM) turned the request away; the message never reached the application.',
      fix: 'Find the support ID in the firewall’s log and allow the parameter SAMLResponse for the ACS URL.',
      source: 'https://my.f5.com/manage/s/article/K52154401',
      product: 'F5 BIG-IP',
    },
    {
      says: 'Unable to find a valid CSRF token. Please try again',
      topic: 'csrf',
      owner: 'network',
      means: 'An oauth2-proxy stands before the address and lost the cookie of its own login.',
      fix: 'Except the ACS and logout addresses from it (skip_auth_routes), or set cookie_samesite to none.',
      source: 'https://github.com/oauth2-proxy/oauth2-proxy/blob/master/oauthproxy.go',
      product: 'oauth2-proxy',
    },
    {
      says: 'Secured with OAuth2 Proxy',
      topic: 'other-login',
      owner: 'network',
      means: 'An oauth2-proxy stands before the address: another login has to come first.',
      fix: 'Except the ACS and logout addresses from it (skip_auth_routes).',
      source: 'https://github.com/oauth2-proxy/oauth2-proxy/blob/master/pkg/app/pagewriter/error.html',
      product: 'oauth2-proxy',
    },
  ],
);
