/** Which dialog is open. */
export type OpenDialog = 'import' | 'save' | 'trust' | 'compare' | 'message' | 'share' | 'help' | null;
