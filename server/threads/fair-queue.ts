/** What waits, in a line for each origin. */
export class FairQueue<Item> {
  readonly #most: number;
  readonly #rankOf: (origin: string) => number;
  /** Of equals the origin whose turn is next stands first. */
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  /**
   * @param most items that wait at the same time
   * @param rankOf which origins come later: those of a higher rank; left out: all are equal
   */
  constructor(most: number, rankOf: (origin: string) => number = () => 0) {
    this.#most = most;
    this.#rankOf = rankOf;
  }

  /**
   * Has an item wait. Where there is no room, the origin of the highest rank, and of these the one that has the most
   * waiting, loses its newest: one that sends much keeps nobody else out.
   * @returns the item that there is no room for, which may be the very one; null: there was room
   */
  add(origin: string, item: Item): Item | null {
    const lost = this.#size < this.#most ? null : this.#loseNewest(origin, item);
    if (lost === item) return lost;
    const line = this.#lines.get(origin) ?? [];
    line.push(item);
    this.#lines.set(origin, line);
    this.#size += 1;
    return lost;
  }

  /** Whether one of this origin would find room, were it to come now. */
  hasRoom(origin: string): boolean {
    return this.#size < this.#most || this.#whoLosesFor(origin) !== origin;
  }

  /** The oldest of the origin whose turn it is; null if nothing waits. */
  take(): Item | null {
    const next = this.#nextOrigin();
    if (next === null) return null;
    const [item, ...others] = this.#lines.get(next) ?? [];
    this.#lines.delete(next);
    if (others.length > 0) this.#lines.set(next, others);
    this.#size -= 1;
    return item ?? null;
  }

  /** Takes one out that waits no more, if it is there. */
  remove(item: Item): void {
    for (const [origin, line] of this.#lines) {
      const at = line.indexOf(item);
      if (at < 0) continue;
      line.splice(at, 1);
      if (line.length === 0) this.#lines.delete(origin);
      this.#size -= 1;
      return;
    }
  }

  /** Takes all out. */
  clear(): readonly Item[] {
    const all = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return all;
  }

  #nextOrigin(): string | null {
    let [next, least]: [string | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const origin of this.#lines.keys()) {
      const rank = this.#rankOf(origin);
      if (rank < least) [next, least] = [origin, rank];
      if (least === 0) break;
    }
    return next;
  }

  /** The one itself, unless another has a higher rank, or more of the same. */
  #whoLosesFor(origin: string): string {
    let loser = { origin, rank: this.#rankOf(origin), length: this.#lines.get(origin)?.length ?? 0 };
    for (const [other, { length }] of this.#lines) {
      const rank = this.#rankOf(other);
      if (rank > loser.rank || (rank === loser.rank && length > loser.length)) loser = { origin: other, rank, length };
    }
    return loser.origin;
  }

  #loseNewest(origin: string, item: Item): Item {
    const loser = this.#whoLosesFor(origin);
    const newest = loser === origin ? undefined : this.#lines.get(loser)?.at(-1);
    if (newest === undefined) return item;
    this.remove(newest);
    return newest;
  }
}
