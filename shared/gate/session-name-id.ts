import type { NameIdentifier } from '#shared/saml/values.ts';

/** A NameID exactly as the IdP sent it: single logout has to send the same back (saml-core 3.7.1). */
export interface SessionNameId {
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

/** A NameID without its place in the document. */
export function toSessionNameId({ value, format, nameQualifier, spNameQualifier }: NameIdentifier): SessionNameId {
  return { value, format, nameQualifier, spNameQualifier };
}
