/** Texts that people take for SAML, or that logins leave behind, and what to say of them. The first that fits. */
const OTHERS: readonly (readonly [sign: RegExp, reason: string])[] = [
  [
    /SAML(?:Request|Response)["']?\]?\s{0,9}(?:=>|[:=])\s{0,9}["']?(?:\[(?:FILTERED|REDACTED|REMOVED)\]|\*{3,}|<redacted>)/i,
    'the log has the message taken out: switch its filter of parameters off, or record the login in the browser',
  ],
  [
    /^(?:Bearer\s{1,9})?eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]*\s*$/,
    'it is a JWT, a token of OpenID Connect or OAuth, which has no SAML in it',
  ],
  [/^(?:Bearer\s{1,9})?eyJ[\w-]{5,}(?:\.[\w-]*){4}\s*$/, 'it is an encrypted JWT, which has no SAML in it'],
  [
    /^\s*\{[\s\S]{0,4000}"(?:id_token|access_token)"/,
    'it is an answer of OpenID Connect or OAuth, which has no SAML in it',
  ],
  [/^\s*\{[\s\S]{0,4000}"(?:authorization_endpoint|jwks_uri)"/, 'it is the metadata of OpenID Connect, not of SAML'],
  [
    /^\s*\{\s*"keys"\s*:\s*\[[\s\S]{0,400}"kty"/,
    'it is a set of keys of OpenID Connect (JWKS), which has no SAML in it',
  ],
  [
    /^[^\s=]{0,2000}[?&](?:response_type|client_id|code|id_token)=/,
    'it is a URL of OpenID Connect or OAuth, without a SAML message',
  ],
  [
    /<(?:\w+:)?serviceResponse\s|^ST-[\w.-]{10,}$/,
    "it is of CAS's own protocol, which has no SAML in it: its samlValidate has",
  ],
  [
    /^-----BEGIN (?:[A-Z ]*)PRIVATE KEY-----/,
    'it is a private key, which belongs to a message but is none, and which nobody else should see',
  ],
  [/^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\S+) /, 'it is an SSH key'],
  [
    /"logEventTypes"/,
    'it is a NetLog of Chrome without a SAML message: record it with "Include raw bytes", or save a HAR',
  ],
  [/_postman_id/, 'it is a Postman collection without a SAML message in its requests'],
  [/burpVersion=/, 'it is items of Burp without a SAML message in their requests'],
];
/** So much of a text tells what it is. */
const BEGINNING = 20_000;

/** What a text without a message of SAML is, where that is known: half a sentence; else null. It quotes nothing. */
export function nameOther(text: string): string | null {
  const beginning = text.slice(0, BEGINNING);
  return OTHERS.find(([sign]) => sign.test(beginning))?.[1] ?? null;
}
