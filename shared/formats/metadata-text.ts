import { SamlError } from '#shared/saml/saml-error.ts';
import { rootName } from '#shared/wire/root-name.ts';
import { detect } from './detect.ts';
import { FormatError } from './format-error.ts';

const METADATA = /^(?:\w[\w.-]*:)?Entit(?:y|ies)Descriptor$/i;

/**
 * The metadata in what somebody gives as such: XML as it is, or out of a text around it, such as the page on which a
 * browser shows XML.
 * @throws WorkbenchError `metadata-other`, which says what it is instead
 */
export function metadataText(text: string): string {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('<') && METADATA.test(rootName(trimmed).name)) return text;
  const detected = detectOther(text);
  if ('passages' in detected) {
    const found = detected.passages.find(
      ({ kind, text: inner }) => kind === 'xml' && METADATA.test(rootName(inner).name),
    );
    if (found !== undefined) return found.text;
    throw new SamlError('metadata-other', { reason: 'there is no metadata in the text' });
  }
  if (detected.kind === 'html') throw new SamlError('metadata-other', { reason: htmlReason(text) });
  if (detected.kind === 'xml' || detected.kind === 'soap') return text;
  throw new SamlError('metadata-other', { reason: 'it is a message or a recording of messages' });
}

function detectOther(text: string): ReturnType<typeof detect> {
  try {
    return detect(text);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new SamlError('metadata-other', { reason: String(error.facts['reason'] ?? '') }, { cause: error });
  }
}

function htmlReason(html: string): string {
  return /<input\b[^>]{0,300}\btype\s*=\s*["']?password/i.test(html)
    ? 'it is the page of a login: the address of the metadata asks for one first'
    : 'it is an HTML page: save the metadata itself, as its address gives it (Save Link As), and not the page around it';
}
