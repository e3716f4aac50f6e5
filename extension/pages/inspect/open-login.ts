import { safeParse } from 'valibot';
import { LOGIN_TRACE, LOGIN_TRACE_PATH } from '#shared/api/login-trace.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import type { Workbench } from '../../store/workbench.ts';

/**
 * Opens the login that the address names (`#login=/hub/saml/login-trace`), as the companion gives it to the browser that
 * made it, and judges it by the companion's own connection. Nothing else is ever asked for: the fragment may come from
 * anybody, so only paths of this form, and only at this page's origin.
 */
export async function openLogin({ hash, origin, pathname }: Location, workbench: Workbench): Promise<void> {
  const path = hash.startsWith('#login=') ? hash.slice('#login='.length) : null;
  if (path === null) return;
  if (!LOGIN_TRACE_PATH.test(path)) {
    workbench.notices.show('bad', 'The address of this page names no login of this companion.');
    return;
  }
  const answer = await fetch(new URL(`${mountOf(pathname)}${path}`, origin), {
    headers: { accept: 'application/json' },
    cache: 'no-store',
  });
  const read = answer.ok ? safeParse(LOGIN_TRACE, await answer.json()) : null;
  if (!read?.success) {
    workbench.notices.show('bad', path.startsWith('/api/') ? NOT_SIGNED_IN : GONE);
    return;
  }
  const { reference, trace, connection } = read.output;
  if (connection !== null) await judgeBy(connection, workbench);
  await workbench.openInput(`Login ${reference}`, trace);
}

/** A proxy may show the companion below a path. */
function mountOf(pathname: string): string {
  return pathname.slice(0, Math.max(0, pathname.lastIndexOf('/inspect/')));
}

const GONE =
  'There is no recording of this login for this browser, or not any more: log in again, or look it up in the console by its reference number.';

const NOT_SIGNED_IN =
  'There is no recording of this login, or nobody is signed in to the console in this browser: sign in there, and open it again.';

/** Its certificates stand where a file would name theirs. */
async function judgeBy(document: unknown, { trust }: Workbench): Promise<void> {
  const asItIs = async (text: string): Promise<string> => text;
  const connection = await parseConnection(document, { metadata: asItIs, pem: asItIs });
  const { keys } = await knowledgeFrom({ connection });
  trust.judgeBy(connection, keys, 'the connection of this companion');
}
