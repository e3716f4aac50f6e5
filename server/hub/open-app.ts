import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import { requireSession } from '#server/session/load-session.ts';
import { userAttributesOf } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import { Refusal } from '#server/web/refusal.ts';
import { reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import type { RuleAction } from '#shared/rules/actions.ts';
import { decideByRules } from '#shared/rules/decide.ts';
import { becauseWords } from './app-reason.ts';
import { closedFacts } from './closed-facts.ts';
import { appResource, toRuleUser } from './decide-access.ts';
import { type JudgedApp, judgeApp } from './judge-app.ts';
import type { AppReading } from './read-app.ts';
import { recordDecision } from './record-decision.ts';

/** An app that is open to the session of the request. */
export interface OpenApp extends JudgedApp {
  readonly session: CurrentSession;
}

/**
 * The app that a request names, where rules open it to its session and the access table, if it has one, lets see some of
 * its data. Where the connection says `closedApps: plain`, an app that is not there and one that no rule opens look
 * different only in the log.
 *
 * @throws Refusal 403 with the reason
 */
export async function openApp(ctx: Context, service: Service): Promise<OpenApp> {
  const session = requireSession(ctx);
  const { login } = session;
  const id = String(ctx['params']?.['id'] ?? '');
  const environment = { ip: ctx.ip, secureRequest: ctx.secure };
  const kept = await userAttributesOf(service, login);
  const judged = judgeApp(service, id, { login, environment, kept });
  const by = judged?.access.decision.by ?? [];
  const reason = reasonAgainst(judged);
  // An address that somebody made up is no app of ours.
  if (judged !== null)
    await recordDecision(service, login, { id, action: 'read', judged, allowed: reason === '', by, reason });
  if (!judged?.access.decision.allowed) throw closedByRules(service, session, judged);
  if (judged.reading !== null && !judged.reading.decision.allowed)
    throw closedByTable(service, session, judged, judged.reading);
  return { ...judged, session };
}

function reasonAgainst(judged: JudgedApp | null): string {
  if (!judged?.access.decision.allowed) return 'no-rule';
  const decision = judged.reading?.decision;
  return decision === undefined || decision.allowed ? '' : decision.reason;
}

/** By which rules somebody may do something else than open the app; empty: by none. */
export function rulesFor(
  action: RuleAction,
  { settings }: Service,
  { access, subject }: Pick<OpenApp, 'access' | 'subject'>,
): readonly string[] {
  const user = toRuleUser(subject.login, subject.environment, subject.kept);
  return decideByRules(settings.rules, action, user, appResource(access.stream, access)).by;
}

function closedByRules(service: Service, { login }: CurrentSession, judged: JudgedApp | null): Refusal {
  const { base, settings } = service;
  // Whether there is such an app is told only where the connection explains what is closed.
  const isExplained = settings.closedApps === 'explained' && judged !== null;
  return new Refusal(
    {
      status: 403,
      code: 'app-closed',
      owner: 'sp',
      title: 'This app is not open to you',
      explanation: `There is ${isExplained ? 'such an app, but' : 'no such app, or'} no rule opens it with the session attributes that you have.`,
      facts: [...whoFacts(login), ...(isExplained ? closedFacts(judged.closed) : [askedFact(settings)])],
      fix: 'If you should have it, give this page to whoever keeps the rules or your groups: an attribute that a rule asks for is missing, or is spelled differently.',
      steps: [{ label: 'Back to the hub', href: `${base}/` }],
    },
    { connection: settings.prefix, user: userName(login), reason: judged ? 'no rule' : 'no such app' },
  );
}

function askedFact({ rules }: Service['settings']) {
  const asked = rules.map(({ name, condition }) => `${name}: ${condition || 'everyone'}`);
  return { label: 'Rules that were asked', values: asked };
}

/** Who is told that no row applies learns by what rows are found, and nothing of whom they are for. */
function closedByTable(
  { base, settings }: Service,
  { login }: CurrentSession,
  { access, because }: JudgedApp,
  { app, decision, data }: AppReading,
): Refusal {
  const reason = reductionWords(decision, { isReader: true }, data.fields);
  return new Refusal(
    {
      status: 403,
      code: 'app-reduced-to-nothing',
      owner: 'sp',
      title: `Nothing of ${access.name} is open to you`,
      explanation: `The rule ${access.decision.by.map((rule) => `“${rule}”`).join(', ')} opens it${becauseWords(because)}, but ${reason}.`,
      facts: [...whoFacts(login), { label: 'Rows are found by', values: app.access.identities }],
      fix: 'If you should see some of its data, give this page to whoever keeps its access table or your groups: no row names you or a group of yours, or what it gives is not in the data.',
      steps: [{ label: 'Back to the hub', href: `${base}/` }],
    },
    { connection: settings.prefix, user: userName(login), reason: decision.allowed ? '' : decision.reason },
  );
}

function whoFacts(login: CurrentSession['login']) {
  const carried = login.attributes.flatMap(({ name, values }) => values.map(({ value }) => `${name} = ${value}`));
  return [
    { label: 'You are', values: [userName(login)] },
    { label: 'Your session attributes', values: carried },
  ];
}
