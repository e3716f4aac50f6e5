/** Gives the time in milliseconds since the epoch. Passed in everywhere, so that any moment can be replayed. */
export type Clock = () => number;
