import type { FlowPart } from '#shared/flows/flow-part.ts';
import { submitWay } from '#shared/flows/submit-way.ts';
import { formActionAgainst, inlineScriptsAgainst } from '#shared/http/content-policy.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf, withoutQuery } from '#shared/http/navigation.ts';
import { defineFlowCheck, type FlowVerdict } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

const VARIANTS = ['form-action', 'form-action-redirect', 'script-policy', 'mixed-content', 'no-script'] as const;
type Verdicts = readonly FlowVerdict<(typeof VARIANTS)[number]>[];

/** A form that carries a message is sent by the page that holds it (saml-bindings 3.5.4). */
export const formNotSent = defineFlowCheck({
  code: 'form-not-sent',
  rank: 4,
  owner: 'idp',
  owners: { 'no-script': 'user' },
  clause: 'saml-bindings 3.5.4',
  brings: ['flow-broken-off', 'cookie-not-sent'],
  variants: VARIANTS,
  run: (situation) => {
    const part = waitingPart(situation);
    return part === null ? afterRedirect(situation) : whyNot(part, situation);
  },
});

/** The part that a page announces and nobody sent on. */
function waitingPart({ facts, steps }: FlowSituation): FlowPart | null {
  const { answer, request, delivery } = facts;
  const part = answer ?? request;
  if (part?.exchange == null || !part.inspected.announced || delivery !== null) return null;
  if (part.exchange.redirectUrl !== null) return null;
  const target = withoutQuery(targetOf(part));
  // Some SPs have one address for all: the login began at it, too.
  const behind = steps.slice(steps.findIndex(({ exchange }) => exchange === part.exchange) + 1);
  return behind.some(({ exchange }) => withoutQuery(exchange.url) === target) ? null : part;
}

function targetOf({ inspected, exchange }: FlowPart): string {
  const page = exchange?.url ?? '';
  return URL.parse(inspected.reading.formAction ?? '', page)?.href ?? page;
}

function whyNot(part: FlowPart, { facts }: FlowSituation): Verdicts {
  const page = part.exchange;
  if (page === null) return [];
  const target = targetOf(part);
  const words = { host: hostOf(page.url), target: hostOf(target), list: '' };
  const told = { severity: 'error', part } as const;
  const list = formActionAgainst(page, target);
  if (list !== null)
    return [{ ...told, variant: 'form-action', received: `form-action ${list}`, facts: { ...words, list } }];
  const way = submitWay(page.responseText ?? '');
  if (way === null) return [];
  const scripts = way.map((kind) => inlineScriptsAgainst(page, kind));
  const [against] = scripts;
  if (against != null && scripts.every((each) => each !== null))
    return [{ ...told, variant: 'script-policy', received: against, facts: { ...words, list: against } }];
  if (isMixed(page.url, target)) return [{ ...told, variant: 'mixed-content', received: target, facts: words }];
  // What is being recorded may go on in a moment; in a file that was kept nothing comes any more.
  if (page.source === 'devtools' || page.source === 'webrequest') return [];
  return [{ ...told, variant: 'no-script', confidence: 'likely', facts: { ...words, kind: facts.kind } }];
}

function isMixed(page: string, target: string): boolean {
  const url = URL.parse(target);
  return page.startsWith('https:') && url?.protocol === 'http:' && !/^(?:localhost|127\.|\[::1\])/.test(url.hostname);
}

/**
 * A page's `form-action` holds for where its form is led on to as well (CSP 3, 6.4.2, as Chrome has it): the form of a
 * login page that is answered by a redirect to another site.
 */
function afterRedirect({ facts, steps }: FlowSituation): Verdicts {
  if (facts.answer !== null) return [];
  for (const [at, { exchange }] of steps.entries()) {
    const target = exchange.method === 'POST' ? exchange.redirectUrl : null;
    const page = steps.slice(0, at).findLast((step) => isPageOf(step.exchange, exchange))?.exchange;
    if (target === null || page === undefined) continue;
    const isFollowed = steps.slice(at + 1).some((step) => withoutQuery(step.exchange.url) === withoutQuery(target));
    const list = isFollowed ? null : formActionAgainst(page, target);
    if (list === null) continue;
    const words = { host: hostOf(page.url), target: hostOf(target), list };
    return [
      {
        severity: 'error',
        variant: 'form-action-redirect',
        part: facts.request,
        received: `form-action ${list}`,
        facts: words,
      },
    ];
  }
  return [];
}

function isPageOf(page: Exchange, sent: Exchange): boolean {
  return page.status === 200 && page.redirectUrl === null && hostOf(page.url) === hostOf(sent.url);
}
