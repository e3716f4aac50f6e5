/** What to get where too little is known of a flow. */
export type NextStep =
  | 'record-from-start'
  | 'record-to-end'
  | 'record-every-tab'
  | 'record-bodies'
  | 'give-idp-metadata'
  | 'give-sp-metadata'
  | 'give-key'
  | 'read-sp-log'
  | 'read-idp-log';
