import type { SamlService, Service } from '#server/connection/service.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import type { Step } from '#server/pages/step.ts';
import { Refusal } from '#server/web/refusal.ts';

/** Codes of what the IdP's administrator has to change, rather than what somebody may have tried. */
const INCOMPLETE: readonly (string | undefined)[] = ['attribute-required-missing', 'user-unreadable'];

/** The gate said no: every reason, the cause first. */
export function refusedLogin(service: SamlService, { reasons, message }: MessageDecision): Refusal {
  const [cause] = reasons;
  if (cause?.code === 'assertion-replayed') return alreadyUsed(service, cause.received ?? '');
  const isIncomplete = INCOMPLETE.includes(cause?.code);
  return new Refusal(
    {
      status: isIncomplete ? 400 : 403,
      code: cause?.code ?? 'refused',
      title: isIncomplete ? 'The login lacks something that is required' : 'The login was refused',
      explanation: isIncomplete
        ? 'The identity provider vouched for you, but did not send everything that this connection needs.'
        : 'What the identity provider sent did not pass the checks, so nobody was logged in.',
      findings: reasons,
      steps: stepsFor(service),
    },
    { idp: service.settings.connection.idp.entityId, messageId: message.id },
  );
}

/** Something else was posted where Responses are taken. */
export function notAResponse(service: Service, received: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'message-kind-unexpected',
    owner: 'idp',
    title: 'This is not the answer to a login',
    explanation: 'This address takes SAML Responses, by POST in the parameter SAMLResponse.',
    facts: [{ label: 'Received', values: [received] }],
    fix: 'Check the addresses in the identity provider: logout messages go to the single logout address of the SP metadata.',
    steps: stepsFor(service),
  });
}

/** The back button, a reload, or a theft. */
export function alreadyUsed(service: Service, messageId: string): Refusal {
  return new Refusal(
    {
      status: 403,
      code: 'assertion-replayed',
      owner: 'user',
      title: 'This login was used already',
      explanation: 'A login works once. The page was probably loaded again, or the back button led here.',
      fix: 'Go to the hub: if you are logged in, it opens; if not, a new login begins.',
      steps: stepsFor(service),
    },
    { messageId },
  );
}

/** It is so old that the mark it may have left is gone: a clock was wrong for longer than is made up for. */
export function beyondMemory(service: Service, messageId: string): Refusal {
  return new Refusal(
    {
      status: 403,
      code: 'replay-unknown',
      owner: 'sp',
      title: 'Nobody can tell whether this login was used before',
      explanation:
        'What was remembered of logins that ended at this time or later is gone, as happens when the clock of this server was far ahead for more than a day. A login that may be a repetition is refused.',
      fix: 'Begin a new login. If it is refused as well, set the clocks of this server and of the identity provider.',
      steps: stepsFor(service),
    },
    { messageId },
  );
}

/** The token is unknown, used, or more than a minute old. */
export function arrivalOver(service: Service): Refusal {
  return new Refusal({
    status: 400,
    code: 'arrival-over',
    owner: 'user',
    title: 'This step of the login is over',
    explanation: 'It works once, within a minute. The page was probably loaded again, or the back button led here.',
    steps: stepsFor(service),
  });
}

/** The IdP ended the session while the browser was on its way here. */
export function loggedOutMeanwhile(service: Service): Refusal {
  return new Refusal({
    status: 403,
    code: 'logged-out-meanwhile',
    owner: 'user',
    title: 'You were logged out while logging in',
    explanation: 'The identity provider ended this session before your browser arrived, so there is none.',
    steps: stepsFor(service),
  });
}

/** The response answers a request that another browser made, or came by another browser, or this one lost its cookie. */
export function otherBrowser(service: Service): Refusal {
  return new Refusal({
    status: 403,
    code: 'login-of-another-browser',
    owner: 'browser',
    title: 'This login was begun elsewhere',
    explanation:
      'This browser did not begin the login that led here, so nobody was logged in. Either it was begun in another browser or window, or this browser did not keep the cookie of this site.',
    fix: 'Begin the login here. If it happens again, allow cookies for this site, and use one address for it throughout (localhost and 127.0.0.1 are two).',
    steps: stepsFor(service),
  });
}

function stepsFor({ base }: Service): readonly Step[] {
  return [
    { label: 'Log in again', href: `${base}/` },
    { label: 'Open the inspector', href: '/inspect/' },
    { label: 'Start page', href: '/' },
  ];
}
