import type { InspectedMessage } from '#shared/trace/report.ts';
import { Value } from '../parts/value.tsx';

/** The message's XML. */
export function XmlView({ message }: { message: InspectedMessage }) {
  return <Value text={message.wire?.xml ?? ''} code />;
}
