import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { Empty } from '../../kit/empty.tsx';
import { receivedAt } from '../../store/message/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { RedirectSignatureCard } from './redirect-signature-card.tsx';
import { SignatureCard } from './signature-card.tsx';
import { TryKeysCard } from './try-keys-card.tsx';

/** Every signature of the message, on what it is and whether it holds. */
export function SignatureView({ message, onTrust }: { message: InspectedMessage; onTrust: () => void }) {
  const { trust } = useWorkbench();
  const { signatures, redirectSignature } = message;
  if (signatures.length === 0 && redirectSignature === null) {
    return (
      <Empty title="Nothing is signed">
        <p>Neither the message nor an assertion in it carries a signature: anybody can have written it.</p>
      </Empty>
    );
  }
  return (
    <div class="stack">
      {redirectSignature !== null && (
        <RedirectSignatureCard
          signature={redirectSignature}
          isForm={BINDINGS[message.reading.binding].signedBeside === 'form'}
          findings={message.findings}
          at={receivedAt(message, trust.at.value)}
          onTrust={onTrust}
        />
      )}
      {signatures.map((signature, index) => (
        <SignatureCard key={index} signature={signature} message={message} onTrust={onTrust} />
      ))}
      <TryKeysCard message={message} />
    </div>
  );
}
