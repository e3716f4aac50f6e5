import { errorsOf } from '#shared/base/errors.ts';

/** A text that is no XML, or XML that is refused: over a limit, or of a kind that readers disagree about. */
export class XmlError extends errorsOf({
  'xml-too-large': 'The document has {size} characters; at most {limit} are read.',
  'xml-too-deep': 'The document nests deeper than {limit} levels.',
  'xml-too-many-nodes': 'The document has more than {limit} nodes.',
  'xml-too-many-attributes': 'An element has more than {limit} attributes.',
  'xml-doctype': 'The document has a DOCTYPE, which SAML forbids (position {position}).',
  'xml-not-well-formed': 'Not well-formed XML at {place}: {reason}.',
  'xml-namespace': 'The prefix "{prefix}" at {place} is not declared.',
  'xml-processing-instruction':
    'A processing instruction inside the document at position {position}: refused, because readers disagree about it.',
  'xml-relative-namespace':
    'The namespace "{namespace}" at position {position} is relative: such a document has no canonical form.',
}) {}
