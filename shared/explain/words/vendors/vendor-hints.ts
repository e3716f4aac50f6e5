import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What to do at one product, by the code of the finding: the setting, menu or command by its name there. */
export type VendorHints = Readonly<Partial<Record<FindingCode, string>>>;
