/** The kinds of file that hold many exchanges, in the order in which a file is asked whether it is one. */
export const RECORDING_KINDS = ['trace', 'har', 'saml-tracer'] as const;

/** Every kind of input; `text` is any other text with messages in it. */
export const INPUT_KINDS = ['xml', 'parameter', 'url', 'form', 'html', ...RECORDING_KINDS, 'soap', 'text'] as const;

/** What a recording turned out to be. */
export type RecordingKind = (typeof RECORDING_KINDS)[number];

/** What an input turned out to be. */
export type InputKind = (typeof INPUT_KINDS)[number];
