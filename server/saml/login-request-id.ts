/** What the ID of a login request of ours says. Whether it is ours, the MAC at its end says (`server/login`). */
export interface LoginRequestId {
  /** An xs:ID. */
  readonly id: string;
  /** base64url. */
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** base64url: what the browser's secret makes of the nonce. */
  readonly browser: string;
  /** What the MAC is over. */
  readonly signed: Buffer;
  readonly mac: Buffer;
}

/** Users read mail, look for a token, fetch a phone: half an hour at the IdP is not unusual. */
export const LOGIN_WAITS = 30 * 60 * 1000;

/** Bytes of nonce, time, mark of the browser and MAC: 128 bits are beyond anybody's guessing. */
export const REQUEST_ID_SIZES = { nonce: 16, time: 6, browser: 16, mac: 16 } as const;

const { nonce: NONCE, time: TIME, browser: BROWSER } = REQUEST_ID_SIZES;
const SIGNED = NONCE + TIME + BROWSER;

/** Multiples of the two highest bits of the time, which is in milliseconds: 46 bits of it last until the year 4199. */
const OPTION = 2 ** 46;
const FORCE_AUTHN = 1;
const IS_PASSIVE = 2;

/** An underscore, for an xs:ID must not begin with a digit, and 54 bytes. */
const ID = /^_[A-Za-z0-9_-]{72}$/;

/** The bytes that a MAC is made over, and that stand in the ID before it. */
export function requestIdBytes(
  { nonce, browser }: { readonly nonce: Buffer; readonly browser: Buffer },
  { expiresAt, forceAuthn, isPassive }: Pick<LoginRequestId, 'expiresAt' | 'forceAuthn' | 'isPassive'>,
): Buffer {
  const options = (forceAuthn ? FORCE_AUTHN : 0) | (isPassive ? IS_PASSIVE : 0);
  const time = Buffer.alloc(TIME);
  time.writeUIntBE(options * OPTION + Math.floor(expiresAt), 0, TIME);
  return Buffer.concat([nonce, time, browser]);
}

/** Null: it is no ID of that form. */
export function parseRequestId(id: string): LoginRequestId | null {
  if (!ID.test(id)) return null;
  const bytes = Buffer.from(id.slice(1), 'base64url');
  const time = bytes.readUIntBE(NONCE, TIME);
  const options = Math.floor(time / OPTION);
  return {
    id,
    nonce: bytes.subarray(0, NONCE).toString('base64url'),
    forceAuthn: (options & FORCE_AUTHN) !== 0,
    isPassive: (options & IS_PASSIVE) !== 0,
    expiresAt: time % OPTION,
    browser: bytes.subarray(NONCE + TIME, SIGNED).toString('base64url'),
    signed: bytes.subarray(0, SIGNED),
    mac: bytes.subarray(SIGNED),
  };
}
