/** Told how far long work is: exchanges done, of so many. Called once for each exchange, so it has to be quick. */
export type OnProgress = (done: number, total: number) => void;
