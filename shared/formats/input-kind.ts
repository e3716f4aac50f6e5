/** What an input turned out to be. */
export type InputKind = 'xml' | 'parameter' | 'url' | 'form' | 'html' | 'har' | 'saml-tracer' | 'trace' | 'soap';
