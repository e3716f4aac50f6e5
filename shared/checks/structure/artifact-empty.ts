import { isSuccess } from '#shared/saml/status-names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** An artifact stands for a message: who is asked for it and says Success gives it (saml-profiles 5.4.4; none means that there is none). */
export const artifactEmpty = defineCheck({
  code: 'artifact-empty',
  rank: 75,
  owner: 'sp',
  severity: 'error',
  clause: 'saml-core 3.5.3',
  appliesTo: ['ArtifactResponse'],
  variants: ['empty'],
  run: ({ subject: { message } }) => {
    if (message.kind !== 'ArtifactResponse' || message.content !== null || message.status === null) return [];
    return isSuccess(message.status) ? [fail('empty', { at: message.element })] : [];
  },
});
