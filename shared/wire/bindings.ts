import type { Binding } from './message.ts';

/** What is to be known of a binding by whoever reads, checks or shows a message. */
export interface BindingTraits {
  /** For people, beside the message's kind; null where there is nothing to say. */
  readonly label: string | null;
  /** Who carries it: a browser, or programs that talk SOAP; null where that is not known. */
  readonly channel: 'browser' | 'soap' | null;
  /** What a signature beside the message is over: the query of the URL or fields of the form. */
  readonly signedBeside: 'query' | 'form';
}

/** Each binding has its line: a new one does not compile without. */
export const BINDINGS: Readonly<Record<Binding, BindingTraits>> = {
  redirect: { label: 'redirect', channel: 'browser', signedBeside: 'query' },
  post: { label: 'post', channel: 'browser', signedBeside: 'query' },
  simplesign: { label: 'simplesign', channel: 'browser', signedBeside: 'form' },
  artifact: { label: 'artifact', channel: 'browser', signedBeside: 'query' },
  soap: { label: 'soap', channel: 'soap', signedBeside: 'query' },
  paos: { label: 'paos', channel: 'soap', signedBeside: 'query' },
  'ws-federation': { label: 'ws-federation', channel: 'browser', signedBeside: 'query' },
  unknown: { label: null, channel: null, signedBeside: 'query' },
};

/** Every binding, in the order of the table. */
export const ALL_BINDINGS: readonly Binding[] = Object.keys(BINDINGS).filter((name) => isBinding(name));

function isBinding(name: string): name is Binding {
  return Object.hasOwn(BINDINGS, name);
}
