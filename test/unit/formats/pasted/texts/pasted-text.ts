import type { Pieces } from '../kit.ts';

/** A text as a language, a tool or a person writes it around one Response, and what is said of where it was found. */
export interface PastedText {
  readonly name: string;
  readonly place: string;
  /** RelayState that is known from it. */
  readonly relayState: string | null;
  readonly make: (pieces: Pieces) => string;
}

/** The RelayState of the login. */
export const STATE = '/hub/é';

/** As JSON. */
export const json = JSON.stringify;

/** The base64 of a text. */
export const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The fields of the form. */
export const fields = ({ value }: Pieces) => ({ SAMLResponse: value, RelayState: STATE });

/** Broken into lines of so many columns. */
export const lines = (text: string, columns: number) => text.replace(new RegExp(`(.{${columns}})(?=.)`, 'gs'), '$1\n');

/** The whole request that carries the form. */
export const request = ({ form }: Pieces) =>
  `POST /saml/acs HTTP/1.1\r\nHost: sp.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${form}`;
