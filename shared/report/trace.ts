import type { InputKind } from '#shared/formats/input-kind.ts';
import type { SecondOpinion } from '#shared/gate/decide.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { createReport } from './create-report.ts';
import { createInspectedExchanges, type InspectedExchanges } from './inspected-exchanges.ts';
import type { Report } from './report.ts';

/** A recording that grows, and what there is to say about it. */
export interface Trace {
  /**
   * Takes in an exchange, or by a known `id` its newer version. Calls may overlap: they take effect in the order in
   * which they were made. Each costs the same however long the trace is.
   */
  add(exchange: Exchange): Promise<void>;
  /** Begins anew with what is made of its exchanges: indexes of messages and ids of flows may be others then. In its turn, too. */
  arrange(change: Arrange): Promise<void>;
  /** Evaluates everything again with what is known now. In its turn among the calls of `add`. */
  learn(knowledge: Knowledge): Promise<void>;
  /** What there is to say now; messages and flows that did not change are the same objects as before. */
  report(): Report;
  /** A message with its tree, where the trace is a light one; null where there is none of that index. In its turn, too. */
  whole(index: number): Promise<InspectedMessage | null>;
  /** Every exchange, in order of arrival, SAML or not. */
  exchanges(): readonly Exchange[];
  /** Forgets everything at once, calls under way included; the knowledge stays. */
  clear(): void;
}

/** What is made of the exchanges of a trace. */
export type Arrange = (exchanges: readonly Exchange[]) => readonly Exchange[];

/** What a trace starts with. */
export interface TraceOptions {
  readonly knowledge: Knowledge;
  /** Stands in the report as its kind; `trace` if left out. */
  readonly kind?: InputKind;
  /** The other reader that a connection's gate asks; left out: there is none here, and the report says so. */
  readonly secondOpinion?: SecondOpinion | null;
  /** For very many messages: their trees are let go, and made again by `whole`. */
  readonly light?: boolean;
}

/** An empty trace. */
export function createTrace({ knowledge, kind = 'trace', secondOpinion = null, light = false }: TraceOptions): Trace {
  const none = (by: Knowledge) => createInspectedExchanges({ knowledge: by, secondOpinion, light });
  const inspectAll = async (exchanges: readonly Exchange[], by: Knowledge): Promise<InspectedExchanges> => {
    const made = none(by);
    for (const exchange of exchanges) await made.ingest(exchange);
    return made;
  };
  let known = knowledge;
  let inspected = none(known);
  let report: Report | null = null;
  let last: Promise<void> = Promise.resolve();
  /** Counts calls of `clear`: what was asked before it must not come back. */
  let era = 0;

  const behind = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };
  const inTurn = (work: () => Promise<InspectedExchanges>): Promise<void> => {
    const asked = era;
    return behind(async () => {
      if (asked !== era) return;
      const next = await work();
      if (asked !== era) return;
      inspected = next;
      report = null;
    });
  };

  return {
    add: (exchange) =>
      inTurn(async () =>
        (await inspected.ingest(exchange)) ? inspected : await inspectAll(inspected.exchanges(), known),
      ),
    arrange: (change) => inTurn(() => inspectAll(change(inspected.exchanges()), known)),
    learn: (next) =>
      inTurn(async () => {
        if (next === known) return inspected;
        known = next;
        return await inspectAll(inspected.exchanges(), next);
      }),
    whole: (index) => behind(async () => await inspected.whole(index)),
    report() {
      report ??= makeReport(kind, inspected);
      return report;
    },
    exchanges: () => inspected.exchanges(),
    clear() {
      era += 1;
      inspected = none(known);
      report = null;
    },
  };
}

function makeReport(kind: InputKind, inspected: InspectedExchanges): Report {
  return createReport(
    { kind, exchanges: inspected.size() },
    inspected.messages(),
    inspected.flows(),
    inspected.exchanges,
  );
}
