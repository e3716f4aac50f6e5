import { PageHead } from '../parts/page-head.tsx';
import { ClientKeys } from './client-keys.tsx';

/** Our own keys, and those of QPS clients. */
export function Keys() {
  return (
    <>
      <PageHead
        title="Keys"
        lead="What our messages are signed with and what is encrypted for us, by connection; and what programs call the QPS API with."
      />
      <ClientKeys />
    </>
  );
}
