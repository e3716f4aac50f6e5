import { issuerIdentifier } from '#shared/explain/facts/message-facts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import type { FilterKey } from './filter-keys.ts';
import type { FilterSubject } from './filter-subject.ts';
import { matchState } from './match-state.ts';
import { attributesOf, findingsOf, nameIdsOf, userValuesOf } from './message-parts.ts';
import type { Filter, FilterTerm } from './parse-filter.ts';
import { compareToTime, readFilterTime } from './read-time.ts';
import { textsOf } from './texts-of.ts';
import { toFinder } from './to-finder.ts';

/** What only whoever shows the list knows. */
export interface FilterTools {
  readonly titleOf: (finding: Finding) => string;
  /** What is added to a moment to read it on the user's clock, in milliseconds; 0 where times are shown in UTC. */
  readonly shiftOf: (moment: number) => number;
  /** Whether a text, in lower case, was found in what of an exchange is not here, by its id; left out: all is here. */
  readonly isElsewhere?: (value: string, exchange: string) => boolean;
}

/** A test for subjects: whether all terms are met. Each costs the length of the subject's texts at most. */
export function toMatcher({ terms }: Filter, tools: FilterTools): (subject: FilterSubject) => boolean {
  const tests = terms.map((term) => {
    const test = testOf(term, tools);
    return term.not ? (subject: FilterSubject) => !test(subject) : test;
  });
  return (subject) => tests.every((test) => test(subject));
}

type Test = (subject: FilterSubject) => boolean;

function testOf({ key, value }: FilterTerm, tools: FilterTools): Test {
  if (key === null) return textTest(value, tools);
  if (key === 'after' || key === 'before') return timeTest(key, value, tools);
  return KEYED[key](value, tools);
}

function textTest(value: string, { titleOf, isElsewhere }: FilterTools): Test {
  const holds = toFinder(value);
  return (subject) => {
    for (const text of textsOf(subject, titleOf)) if (holds(text)) return true;
    return subject.exchange !== null && isElsewhere?.(value, subject.exchange.id) === true;
  };
}

function timeTest(key: 'after' | 'before', value: string, { shiftOf }: FilterTools): Test {
  const time = readFilterTime(value);
  return ({ flow, exchange }) => {
    const moment = exchange?.startedAt ?? flow?.startedAt ?? null;
    if (moment === null || time === null) return false;
    const where = compareToTime(moment, time, shiftOf(moment));
    return key === 'after' ? where >= 0 : where < 0;
  };
}

const KEYED: Readonly<Record<Exclude<FilterKey, 'after' | 'before'>, (value: string, tools: FilterTools) => Test>> = {
  is: (value) => matchState(value),
  owner:
    (value) =>
    ({ flow }) =>
      flow?.owner?.startsWith(value) ?? false,
  sure:
    (value) =>
    ({ flow }) =>
      flow !== null && flow.cause !== null && flow.confidence.startsWith(value),
  kind: (value) => {
    const holds = toFinder(value);
    return ({ message }) => holds(message?.message?.kind) || holds(message?.document?.root.localName);
  },
  binding:
    (value) =>
    ({ message }) =>
      message !== null &&
      (message.reading.binding.startsWith(value) ||
        (BINDINGS[message.reading.binding].label?.startsWith(value) ?? false)),
  issuer: (value) => {
    const holds = toFinder(value);
    return ({ message }) =>
      message !== null &&
      (holds(message.artifactIssuer) || (message.message !== null && holds(issuerIdentifier(message.message)?.value)));
  },
  user: (value) => {
    const holds = toFinder(value);
    return ({ message }) => message !== null && (nameIdsOf(message).some(holds) || userValuesOf(message).some(holds));
  },
  attr: attributeTest,
  id: (value) => {
    const holds = toFinder(value);
    return ({ message }) => {
      const saml = message?.message ?? null;
      return saml !== null && (holds(saml.id) || ('inResponseTo' in saml && holds(saml.inResponseTo)));
    };
  },
  finding: (value, { titleOf }) => {
    const holds = toFinder(value);
    return (subject) => findingsOf(subject).some((finding) => holds(finding.code) || holds(titleOf(finding)));
  },
  status: statusTest,
  method:
    (value) =>
    ({ exchange }) =>
      exchange?.method.toLowerCase() === value,
  host: (value) => {
    const holds = toFinder(value);
    return ({ exchange }) => exchange !== null && holds(hostOf(exchange.url));
  },
  url: (value) => {
    const holds = toFinder(value);
    return ({ exchange }) => holds(exchange?.url);
  },
  header: (value) => {
    const holds = toFinder(value);
    return ({ exchange }) =>
      [...(exchange?.requestHeaders ?? []), ...(exchange?.responseHeaders ?? [])].some(
        (header) => holds(header.name) || holds(header.value),
      );
  },
  cookie: (value) => {
    const holds = toFinder(value);
    const isCookie = ({ name }: { name: string }) => /^(?:set-)?cookie$/i.test(name);
    return ({ exchange }) =>
      [...(exchange?.requestHeaders ?? []), ...(exchange?.responseHeaders ?? [])].some(
        (header) => isCookie(header) && holds(header.value),
      );
  },
};

/** `groups`: by name. `groups=Sales`: by name and value. */
function attributeTest(text: string): Test {
  const at = text.indexOf('=');
  const name = toFinder(at < 0 ? text : text.slice(0, at));
  const value = at < 0 ? null : toFinder(text.slice(at + 1));
  return ({ message }) =>
    message !== null &&
    attributesOf(message).some(
      (attribute) =>
        (name(attribute.name) || name(attribute.friendlyName)) && (value === null || attribute.values.some(value)),
    );
}

/** `403`, `4xx`, `40`; or the last part of a status code of a message: `authnfailed`. */
function statusTest(value: string): Test {
  const digits = /^([1-5][0-9x]{0,2})$/.exec(value)?.[1]?.replace(/x+$/, '');
  if (digits !== undefined) return ({ exchange }) => exchange?.status?.toString().startsWith(digits) ?? false;
  const holds = toFinder(value);
  return ({ message }) => {
    const saml = message?.message ?? null;
    return saml !== null && 'status' in saml && (saml.status?.codes.some(holds) ?? false);
  };
}
