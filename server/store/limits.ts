/** Bounds of what the store keeps, so that nobody can fill the disk from outside. */
export interface StoreLimits {
  /** Pending entries of one kind. */
  readonly pending: number;
  /** Replay marks of one kind and identity provider; only accepted messages get this far. */
  readonly once: number;
}

export const STORE_LIMITS: StoreLimits = { pending: 100_000, once: 5_000_000 };
