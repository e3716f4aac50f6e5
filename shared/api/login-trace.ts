import * as v from 'valibot';

/**
 * `GET /{prefix}/saml/login-trace`: one login, for the inspector in the browser that made it; and
 * `GET /api/logins/{reference}/recording`, for whoever is signed in to the console.
 */
export const LOGIN_TRACE = v.object({
  /** Its number, as pages show it. */
  reference: v.string(),
  /** Our own trace, as text. */
  trace: v.string(),
  /** The connection as a connection file has it, certificates as PEM in the place of paths; null: it is not told. */
  connection: v.nullable(v.unknown()),
});

/** What `GET /{prefix}/saml/login-trace` answers. */
export type LoginTrace = v.InferOutput<typeof LOGIN_TRACE>;

/** The paths that the inspector asks for a login, and no others: what stands in an address may come from anybody. */
export const LOGIN_TRACE_PATH =
  /^(?:\/[a-z0-9._~-]{1,64}\/saml\/login-trace(?:\?reference=[0-9A-Z-]{11})?|\/api\/logins\/[0-9A-Z-]{11}\/recording)$/;
