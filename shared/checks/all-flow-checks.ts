// Written by `npm run checks:list` from the files of the checks. Not to be edited.

import type { FlowCheck } from './engine/define-flow-check.ts';
import { answeredInOtherTab } from './flows/answered-in-other-tab.ts';
import { blockedByClient } from './flows/blocked-by-client.ts';
import { clockOffset } from './flows/clock-offset.ts';
import { cookieMixedUp } from './flows/cookie-mixed-up.ts';
import { cookieNotSent } from './flows/cookie-not-sent.ts';
import { cookieTooLarge } from './flows/cookie-too-large.ts';
import { endpointBehindLogin } from './flows/endpoint-behind-login.ts';
import { flowBrokenOff } from './flows/flow-broken-off.ts';
import { formNotSent } from './flows/form-not-sent.ts';
import { frameRefused } from './flows/frame-refused.ts';
import { idpCookieRejected } from './flows/idp-cookie-rejected.ts';
import { idpInitiatedRefused } from './flows/idp-initiated-refused.ts';
import { landingUnreached } from './flows/landing-unreached.ts';
import { loggedInAgain } from './flows/logged-in-again.ts';
import { loginLoop } from './flows/login-loop.ts';
import { logoutAnswerOther } from './flows/logout-answer-other.ts';
import { logoutAnswerRefused } from './flows/logout-answer-refused.ts';
import { logoutLoop } from './flows/logout-loop.ts';
import { logoutSessionGone } from './flows/logout-session-gone.ts';
import { logoutWithoutCookies } from './flows/logout-without-cookies.ts';
import { metadataUnreachable } from './flows/metadata-unreachable.ts';
import { otherIdpAnswered } from './flows/other-idp-answered.ts';
import { postBecameGet } from './flows/post-became-get.ts';
import { proofNotGiven } from './flows/proof-not-given.ts';
import { relayStateChanged } from './flows/relay-state-changed.ts';
import { requestStale } from './flows/request-stale.ts';
import { responseByGet } from './flows/response-by-get.ts';
import { responseStale } from './flows/response-stale.ts';
import { scriptRequestRedirected } from './flows/script-request-redirected.ts';
import { sessionOutlived } from './flows/session-outlived.ts';
import { slowStep } from './flows/slow-step.ts';
import { tlsEndedBeforeSp } from './flows/tls-ended-before-sp.ts';

/** Every check of a flow, by rank: a cause before what it can bring about. */
export const ALL_FLOW_CHECKS: readonly FlowCheck[] = [
  blockedByClient,
  scriptRequestRedirected,
  frameRefused,
  formNotSent,
  proofNotGiven,
  postBecameGet,
  endpointBehindLogin,
  landingUnreached,
  tlsEndedBeforeSp,
  clockOffset,
  responseStale,
  requestStale,
  otherIdpAnswered,
  cookieTooLarge,
  cookieMixedUp,
  cookieNotSent,
  idpCookieRejected,
  answeredInOtherTab,
  idpInitiatedRefused,
  logoutLoop,
  logoutSessionGone,
  logoutAnswerOther,
  logoutAnswerRefused,
  metadataUnreachable,
  loginLoop,
  flowBrokenOff,
  loggedInAgain,
  logoutWithoutCookies,
  relayStateChanged,
  responseByGet,
  sessionOutlived,
  slowStep,
];
