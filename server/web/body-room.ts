import type { WorkbenchError } from '#shared/base/errors.ts';
import { WebError } from './web-error.ts';

/** How much may be on its way at once. */
export interface BodyRoomOptions {
  /** Bytes of all bodies together that have come and are not read to their end. */
  readonly bytes: number;
  /** Bodies under way. */
  readonly bodies: number;
  /** Milliseconds after which a body may be turned out; a browser's whole login takes a fraction of it. */
  readonly patience: number;
}

/** The place of one body. */
export interface BodyPlace {
  /** So many bytes have come; null: there was room for them. */
  grow(bytes: number): WorkbenchError | null;
  /** Gives the place back; twice does no harm. */
  leave(): void;
}

interface Place {
  readonly since: number;
  readonly turnOut: (error: WorkbenchError) => void;
  bytes: number;
}

/**
 * Room for the bodies that are being received at the same time. Where it is full, one that has been on its way for long
 * is turned out for a new one: thousands that come byte by byte cannot keep a real login out. Where none has, the new
 * one is refused at once.
 */
export class BodyRoom {
  readonly #options: BodyRoomOptions;
  /** In order of arrival. */
  readonly #places = new Set<Place>();
  #bytes = 0;

  constructor(options: BodyRoomOptions) {
    this.#options = options;
  }

  /**
   * Takes a place for one body.
   * @param turnOut called if the place is lost to another body
   * @throws WorkbenchError `bodies-busy`
   */
  enter(turnOut: (error: WorkbenchError) => void): BodyPlace {
    if (this.#places.size >= this.#options.bodies && !this.#turnOutOldest(null)) throw busy();
    const place: Place = { since: performance.now(), turnOut, bytes: 0 };
    this.#places.add(place);
    return { grow: (bytes) => this.#grow(place, bytes), leave: () => this.#leave(place) };
  }

  #grow(place: Place, bytes: number): WorkbenchError | null {
    while (this.#bytes + bytes > this.#options.bytes) if (!this.#turnOutOldest(place)) return busy();
    place.bytes += bytes;
    this.#bytes += bytes;
    return null;
  }

  #leave(place: Place): void {
    if (this.#places.delete(place)) this.#bytes -= place.bytes;
  }

  /** False: nobody has been here for long. */
  #turnOutOldest(except: Place | null): boolean {
    const [first, second] = this.#places;
    const oldest = first === except ? second : first;
    if (oldest === undefined || performance.now() - oldest.since < this.#options.patience) return false;
    this.#leave(oldest);
    oldest.turnOut(busy());
    return true;
  }
}

function busy(): WorkbenchError {
  return new WebError('bodies-busy');
}
