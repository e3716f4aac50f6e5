/** Bounds of what the store keeps, so that nobody can fill the disk from outside. */
export interface StoreLimits {
  /** Pending entries of one kind. */
  readonly pending: number;
  /** Replay marks of one kind and identity provider; only accepted messages get this far. */
  readonly once: number;
}

export const STORE_LIMITS: StoreLimits = { pending: 100_000, once: 5_000_000 };

/** Bounds of the logouts that are kept: each some 1 KB. Beyond, the oldest go; the sessions stay ended. */
export interface LogoutLimits {
  readonly logouts: number;
  readonly logoutsOfOneOwner: number;
}

export const LOGOUT_LIMITS: LogoutLimits = { logouts: 100_000, logoutsOfOneOwner: 100 };

/** Bounds of the audit, whose lines have some 300 bytes. */
export interface AuditLimits {
  /** For how long a line is kept. */
  readonly days: number;
  /** How many there are at most: beyond, who has the most loses the oldest. */
  readonly lines: number;
}

export const AUDIT_LIMITS: AuditLimits = { days: 365, lines: 100_000 };

/** Bounds of the reports of logins, each of which holds what came: some 15 KB. */
export interface ReportLimits {
  readonly count: number;
  /** Characters of all together. */
  readonly bytes: number;
  readonly ofOneOwner: number;
}

export const REPORT_LIMITS: ReportLimits = { count: 20_000, bytes: 256 * 1024 * 1024, ofOneOwner: 40 };
