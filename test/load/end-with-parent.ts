/** Has this process end with the one that started it, however that ends: an attack that nobody watches goes on for ever. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit(1));
}
