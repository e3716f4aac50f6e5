import { lowerPriority } from '#server/threads/lower-priority.ts';

/** A thread of the gate: before anything else, the loading of its modules included, it stands back behind the server's. */
lowerPriority();
await import('./serve-gate.ts');
