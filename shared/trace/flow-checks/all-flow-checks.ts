import { answeredInOtherTab } from './answered-in-other-tab.ts';
import { clockOffset } from './clock-offset.ts';
import { cookieNotSent } from './cookie-not-sent.ts';
import { cookieTooLarge } from './cookie-too-large.ts';
import type { FlowCheck } from './define-flow-check.ts';
import { flowBrokenOff } from './flow-broken-off.ts';
import { idpInitiatedRefused } from './idp-initiated-refused.ts';
import { loggedInAgain } from './logged-in-again.ts';
import { loginLoop } from './login-loop.ts';
import { logoutAnswerRefused } from './logout-answer-refused.ts';
import { logoutLoop } from './logout-loop.ts';
import { logoutSessionGone } from './logout-session-gone.ts';
import { logoutWithoutCookies } from './logout-without-cookies.ts';
import { otherIdpAnswered } from './other-idp-answered.ts';
import { relayStateChanged } from './relay-state-changed.ts';
import { requestStale } from './request-stale.ts';
import { responseByGet } from './response-by-get.ts';
import { responseStale } from './response-stale.ts';
import { sessionOutlived } from './session-outlived.ts';
import { slowStep } from './slow-step.ts';
import { tlsEndedBeforeSp } from './tls-ended-before-sp.ts';

/** Every check of a flow, causes before what they bring about. */
export const ALL_FLOW_CHECKS: readonly FlowCheck[] = [
  tlsEndedBeforeSp,
  clockOffset,
  responseStale,
  requestStale,
  otherIdpAnswered,
  cookieTooLarge,
  cookieNotSent,
  answeredInOtherTab,
  idpInitiatedRefused,
  logoutLoop,
  logoutSessionGone,
  logoutAnswerRefused,
  loginLoop,
  flowBrokenOff,
  loggedInAgain,
  logoutWithoutCookies,
  relayStateChanged,
  responseByGet,
  sessionOutlived,
  slowStep,
];
