/** A cell as it was read, still to be understood. `place` is whatever its reader needs to say where it stands. */
export interface ReadCell<Place> {
  readonly text: string;
  readonly place: Place;
}

/** A table as it was read: its head, and rows of as many cells. */
export interface ReadTable<Place> {
  readonly head: readonly ReadCell<Place>[];
  readonly rows: readonly ReadRow<Place>[];
  /** Where the table begins. */
  readonly place: Place;
}

/** One row of it. */
export interface ReadRow<Place> {
  readonly line: number | null;
  readonly place: Place;
  readonly cells: readonly ReadCell<Place>[];
}
