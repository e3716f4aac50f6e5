import * as v from 'valibot';
import { DOCUMENT } from './connections.ts';

/** The body of `POST /api/connections/{prefix}/what-if`: the connection as it would be. */
export const WHAT_IF_QUESTION = v.strictObject({ document: DOCUMENT });

const RESOURCE = v.object({ kind: v.string(), id: v.string(), name: v.string() });

/** As many as are told, and how many there are. */
const listed = <Item extends v.GenericSchema>(item: Item) => v.object({ count: v.number(), listed: v.array(item) });

/** Why something is not allowed, as a code. */
const WHY_NOT = v.picklist(['no-rule', 'no-row', 'nothing-given', 'values-absent', 'no-login', 'no-resource']);

const GRANT = v.object({
  user: v.string(),
  resource: RESOURCE,
  action: v.string(),
  /** Names of the rules that allow it: of a gain those that would, of a loss those that do. */
  by: v.array(v.string()),
  /** Numbers of the rows of the access table that apply there. */
  rows: v.array(v.number()),
  /** Why it is not allowed on the other side: a code. */
  otherwise: WHY_NOT,
});

const SIGHT = v.object({
  user: v.string(),
  resource: RESOURCE,
  fields: v.array(v.object({ field: v.string(), gained: v.array(v.string()), lost: v.array(v.string()) })),
  /** Fields that would not be left out any more, and that would be. */
  shown: v.array(v.string()),
  hidden: v.array(v.string()),
  rowsBefore: v.array(v.number()),
  rowsAfter: v.array(v.number()),
});

/** Each thing of each user once; `decisions` are how many of the history these are. */
const REPLAYED = v.object({
  decisions: v.number(),
  users: v.number(),
  ...listed(
    v.object({
      user: v.string(),
      resource: v.string(),
      action: v.string(),
      by: v.array(v.string()),
      count: v.number(),
      lastAt: v.number(),
      /** Of a loss: why it would not be allowed. */
      otherwise: v.nullable(WHY_NOT),
    }),
  ).entries,
});

/** `POST /api/connections/{prefix}/what-if`: what the change would come to for whoever is logged in now. */
export const WHAT_IF = v.object({
  /** Sessions that were looked at, the newest; how many of them would gain, and lose, something; whether there are more. */
  sessions: v.object({ count: v.number(), gaining: v.number(), losing: v.number(), isMore: v.boolean() }),
  gains: listed(GRANT),
  losses: listed(GRANT),
  /** Apps that stay open, and show other data. */
  sights: listed(SIGHT),
  /** Rows of the attribute map of which sessions cannot tell what they would give, each with how many cannot. */
  unsure: v.array(
    v.object({
      from: v.string(),
      to: v.string(),
      why: v.picklist(['not-kept', 'left-out', 'nested']),
      sessions: v.number(),
    }),
  ),
  /** Whom the attribute map would let in no more: by which row, and why. */
  refused: v.array(v.object({ user: v.string(), from: v.string(), to: v.string(), reason: v.string() })),
  /** Recorded decisions, decided again; `unknown` are those of which it is not kept what the user carried. */
  recorded: v.object({ decisions: v.number(), unknown: v.number(), gains: REPLAYED, losses: REPLAYED }),
});

/** What `POST /api/connections/{prefix}/what-if` answers. */
export type WhatIfAnswer = v.InferOutput<typeof WHAT_IF>;
