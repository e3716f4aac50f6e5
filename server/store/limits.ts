/** Bounds of what the store keeps, so that nobody can fill the disk from outside. */
export interface StoreLimits {
  /** Newest pending entries of one kind that are surely kept; older ones may give way. */
  readonly pending: number;
  /** Remembered assertion and request IDs; only signed messages get this far. */
  readonly once: number;
}

export const STORE_LIMITS: StoreLimits = { pending: 100_000, once: 5_000_000 };
