import * as v from 'valibot';
import { RECEIPT } from '#shared/logout/receipt.ts';

/** `GET /api/logouts?connection=&before=&limit=`: the newest first; `next` is what to give as `before`. */
export const LOGOUT_LIST = v.object({ logouts: v.array(RECEIPT), next: v.nullable(v.number()) });

/** What `GET /api/logouts` answers. */
export type LogoutList = v.InferOutput<typeof LOGOUT_LIST>;

/** `GET /api/logouts/{reference}`: what is known at each participant now; the sessions are tried again. */
export const LOGOUT_RECEIPT = v.object({
  receipt: RECEIPT,
  /** Whether `GET /api/logouts/{reference}/signed` gives the same as JWS. */
  isSigned: v.boolean(),
});

/** What `GET /api/logouts/{reference}` answers. */
export type LogoutReceipt = v.InferOutput<typeof LOGOUT_RECEIPT>;
