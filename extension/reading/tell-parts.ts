import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Report } from '#shared/report/report.ts';
import type { Part, ReadingNews } from './messages.ts';
import { packMessage } from './pack-message.ts';

/** How much goes in one piece: a page takes it in a few milliseconds. */
const PIECE = { exchanges: 200, messages: 25, flows: 50 };
/** Of a body so many characters at most are told of at once: the whole is asked for when it is shown. */
const BODY_CHARS = 500;

/** What was told of a report so far. */
export interface PartsTeller {
  /** Tells what is new in it, or has become another object. */
  tell(report: Report): void;
  /** Nothing that was told counts any more. */
  forget(): void;
}

/** Tells of a growing report in pieces. */
export function createPartsTeller(post: (news: ReadingNews) => void): PartsTeller {
  let toldMessages: InspectedMessage[] = [];
  let toldFlows: Report['flows'] = [];
  let toldExchanges = 0;

  return {
    tell(report) {
      const { kind } = report.input;
      const tellPart = (part: Partial<Part>) =>
        post({ type: 'part', kind, exchanges: [], messages: [], flows: [], ...part });
      const exchanges = report.exchanges?.() ?? [];
      for (const some of pieces(exchanges.slice(toldExchanges), PIECE.exchanges))
        tellPart({ exchanges: some.map(inShort) });
      toldExchanges = exchanges.length;
      const messages = report.messages.filter((message) => toldMessages[message.index] !== message);
      for (const some of pieces(messages, PIECE.messages)) tellPart({ messages: some.map(packLight) });
      toldMessages = [...report.messages];
      const flows = report.flows.flatMap((flow, position) =>
        toldFlows[position] === flow ? [] : [{ position, flow }],
      );
      for (const some of pieces(flows, PIECE.flows)) tellPart({ flows: some });
      toldFlows = report.flows;
    },
    forget() {
      toldMessages = [];
      toldFlows = [];
      toldExchanges = 0;
    },
  };
}

/** Items in lists of so many at most. */
export function* pieces<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** What a list shows of a message; the tree stays here. */
function packLight(message: InspectedMessage) {
  const { findings } = message;
  return packMessage({ ...message, document: null, findings: findings.filter(({ outcome }) => outcome !== 'pass') });
}

/** What a list shows of an exchange: large bodies stay here. */
function inShort(exchange: Exchange): Exchange {
  const { requestBody, responseText } = exchange;
  const size = (requestBody?.text?.length ?? 0) + JSON.stringify(requestBody?.params ?? null).length;
  return {
    ...exchange,
    requestBody: size > BODY_CHARS ? null : requestBody,
    responseText: (responseText?.length ?? 0) > BODY_CHARS ? null : responseText,
  };
}
