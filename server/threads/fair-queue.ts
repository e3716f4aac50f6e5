/** What waits, in a line for each origin. */
export class FairQueue<Item> {
  readonly #most: number;
  /** The origin whose turn is next stands first. */
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  /** @param most items that wait at the same time */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Has an item wait. Where there is no room, the origin that has the most waiting loses its newest: one that sends much
   * keeps nobody else out.
   * @returns the item that there is no room for, which may be the very one; null: there was room
   */
  add(origin: string, item: Item): Item | null {
    const line = this.#lines.get(origin) ?? [];
    const lost = this.#size < this.#most ? null : this.#loseNewest(line, item);
    if (lost === item) return lost;
    line.push(item);
    this.#lines.set(origin, line);
    this.#size += 1;
    return lost;
  }

  /** Whether one of this origin would find room, were it to come now. */
  hasRoom(origin: string): boolean {
    const own = this.#lines.get(origin)?.length ?? 0;
    return this.#size < this.#most || [...this.#lines.values()].some(({ length }) => length > own);
  }

  /** The oldest of the origin whose turn it is; null if nothing waits. */
  take(): Item | null {
    const [next] = this.#lines;
    if (next === undefined) return null;
    const [origin, [item, ...others]] = next;
    this.#lines.delete(origin);
    if (others.length > 0) this.#lines.set(origin, others);
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

  #loseNewest(own: readonly Item[], item: Item): Item {
    let longest = own;
    for (const line of this.#lines.values()) if (line.length > longest.length) longest = line;
    const newest = longest === own ? undefined : longest.at(-1);
    if (newest === undefined) return item;
    this.remove(newest);
    return newest;
  }
}
