import { PageHead } from '../parts/page-head.tsx';
import { ClientKeys } from './client-keys.tsx';
import { SpKeys } from './sp-keys.tsx';

/** Our own keys, and those of QPS clients. */
export function Keys() {
  return (
    <>
      <PageHead title="Keys" lead="Ours, by connection; and those that programs call the QPS API with." />
      <SpKeys />
      <ClientKeys />
    </>
  );
}
