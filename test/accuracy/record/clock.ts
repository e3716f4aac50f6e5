let waited = 0;
let ahead = 0;

/** Every `new Date()` and `Date.now()` of this process: servers that live in it have the clock that they are given. */
globalThis.Date = new Proxy(Date, {
  construct: (real, parts, made) =>
    parts.length === 0 ? new real(real.now() + waited + ahead) : Reflect.construct(real, parts, made),
  get: (real, key) => (key === 'now' ? () => real.now() + waited + ahead : Reflect.get(real, key)),
});

/** Lets `work` happen by a clock that is so many milliseconds ahead of this computer's; one work at a time. */
export async function byClock<Result>(milliseconds: number, work: () => Promise<Result>): Promise<Result> {
  const before = ahead;
  ahead = milliseconds;
  try {
    return await work();
  } finally {
    ahead = before;
  }
}

/** So many milliseconds pass, for everybody. */
export function wait(milliseconds: number): void {
  waited += milliseconds;
}

/** It is now again. */
export function endWaiting(): void {
  waited = 0;
}
