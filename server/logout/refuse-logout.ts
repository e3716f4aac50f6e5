import type { SamlService, Service } from '#server/connection/service.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import type { Step } from '#server/pages/step.ts';
import { Refusal } from '#server/web/refusal.ts';

/** The gate said no to a logout message: what it says did not happen. */
export function refusedLogout(service: SamlService, { reasons, message }: MessageDecision): Refusal {
  const isAnswer = message.kind === 'LogoutResponse';
  return new Refusal(
    {
      status: 403,
      code: reasons[0]?.code ?? 'refused',
      title: isAnswer ? 'The answer to your logout was refused' : 'The request to log out was refused',
      explanation: isAnswer
        ? 'Your session here has ended. But what came back as the identity provider’s answer did not pass the checks, so nobody knows whether its own session has.'
        : 'What came as the identity provider’s request did not pass the checks, so no session was ended.',
      findings: reasons,
      steps: stepsFor(service),
    },
    { idp: service.settings.connection.idp.entityId, messageId: message.id },
  );
}

/** Something else was sent where logout messages are taken. */
export function notALogoutMessage(service: Service, kind: string, parameter: string): Refusal {
  return new Refusal({
    status: 400,
    code: 'message-kind-unexpected',
    owner: 'idp',
    title: 'This is no logout message',
    explanation: 'This address takes a LogoutRequest as SAMLRequest, and a LogoutResponse as SAMLResponse.',
    facts: [{ label: 'Received', values: [`${kind} as ${parameter}`] }],
    fix: 'Check the addresses in the identity provider: Responses to a login go to the assertion consumer of the SP metadata.',
    steps: stepsFor(service),
  });
}

/** The logout of an address is not known here, or not any more. */
export function forgottenLogout({ base }: Service): Refusal {
  return new Refusal({
    status: 410,
    code: 'goodbye-over',
    owner: 'user',
    title: 'That logout was too long ago',
    explanation: 'What a logout came to is shown for about a day. The hub shows whether you are logged in now.',
    steps: [{ label: 'Go to the hub', href: `${base}/` }],
  });
}

function stepsFor({ base }: Service): readonly Step[] {
  return [
    { label: 'Go to the hub', href: `${base}/` },
    { label: 'Open the inspector', href: '/inspect/' },
    { label: 'Start page', href: '/' },
  ];
}
