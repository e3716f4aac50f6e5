import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import type { Trust } from '../trust/trust.ts';
import type { Link } from './link.ts';

/** Judges by the chosen connection of a companion from now on. Its certificates stand in it where a file would name theirs. */
export async function judgeByCompanion(link: Link, trust: Trust): Promise<void> {
  const asItIs = async (text: string): Promise<string> => text;
  const connection = await parseConnection(await link.judged(), { metadata: asItIs, pem: asItIs });
  const { keys } = await knowledgeFrom({ connection });
  trust.judgeBy(connection, keys, `${link.chosen} of ${link.host}`);
}
