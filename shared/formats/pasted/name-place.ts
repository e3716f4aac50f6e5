/** What a text is, by what stands in its beginning; the first that fits. */
const PLACES: readonly (readonly [place: string, sign: RegExp])[] = [
  ['a curl command', /^\s*(?:\$ )?curl(?:\.exe)?\s/],
  ['a call of fetch', /^\s*(?:await\s+)?fetch\(/],
  ['a PowerShell command', /Invoke-(?:WebRequest|RestMethod)/],
  ['items of Burp', /<items\s[^>]{0,80}burpVersion=/],
  ['a session of Charles', /charles-session|"charlesVersion"/],
  ['a Postman collection', /_postman_id|schema\.getpostman\.com/],
  ['a Lambda event', /"isBase64Encoded"/],
  ['a NetLog of Chrome', /"logEventTypes"/],
  ['a Rails log', /Parameters: \{/],
  ['a Django log', /<QueryDict: /],
  ['what var_dump shows', /string\(\d{1,9}\) "/],
  ['what print_r shows', /^\s*Array\s*\(|^[ \t]*\[\w+\] => /m],
  ['the XML view of a browser', /does not appear to have any style information/],
  ['form data as devtools show them', /^[ \t]*SAML(?:Request|Response)(?:[ \t]*\r?\n|\t|: ?[\w<])/m],
  ['what Node shows', /(?:^|[{,]\s{0,20})SAML(?:Request|Response): ['"`]/m],
  ['JSON', /^\s*[[{]\s*["[{]/],
  ['a Markdown text', /^ {0,3}```/m],
  ['XML', /^\s*</],
];
/** So much of a text tells what it is. */
const BEGINNING = 20_000;

/** Where messages were found, for people: `a Rails log`; `a text` where nothing tells. */
export function namePlace(text: string): string {
  const beginning = text.slice(0, BEGINNING);
  return PLACES.find(([, sign]) => sign.test(beginning))?.[0] ?? 'a text';
}
