import type { NameIdentifier } from '#shared/saml/values.ts';
import { Fact } from '../../kit/facts.tsx';
import { toShortUri } from '../../store/describe-message.ts';

/** Who it is about: the NameID with everything that makes it another one (saml-core 2.2.2). */
export function NameIdFacts({ nameId, encrypted }: { nameId: NameIdentifier | null; encrypted: boolean }) {
  if (nameId === null) return <Fact name="NameID" value={encrypted ? 'encrypted' : 'none'} />;
  const { format } = nameId;
  return (
    <>
      <Fact name="NameID" value={nameId.value} copy />
      <Fact name="Format" value={format === null ? 'not stated' : toShortUri(format)} note={format} />
      <Fact name="NameQualifier" value={nameId.nameQualifier} />
      <Fact name="SPNameQualifier" value={nameId.spNameQualifier} />
      <Fact name="SPProvidedID" value={nameId.spProvidedId} />
    </>
  );
}
