/** Stands where the detail will be, for the moment until a worker has given it. */
export function AwaitedDetail() {
  return <section class="detail" aria-label="Detail" aria-busy="true" />;
}
