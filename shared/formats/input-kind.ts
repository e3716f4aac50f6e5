/** What an input turned out to be; `text` is any other text with messages in it. */
export type InputKind =
  | 'xml'
  | 'parameter'
  | 'url'
  | 'form'
  | 'html'
  | 'har'
  | 'saml-tracer'
  | 'trace'
  | 'soap'
  | 'text';
