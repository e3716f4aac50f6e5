import { CONSOLE_SECTIONS } from '#shared/api/console-sections.ts';
import { Empty } from '../../../kit/empty.tsx';
import { Link } from '../parts/link.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { address, pathOf } from '../state/address.ts';
import { Access } from './access/access.tsx';
import { Audit } from './audit.tsx';
import { ConnectionPage } from './connections/connection-page.tsx';
import { Connections, NEW } from './connections/connections.tsx';
import { NewConnection } from './connections/new-connection.tsx';
import { Keys } from './keys.tsx';
import { LoginPage } from './logins/login-page.tsx';
import { Logins } from './logins/logins.tsx';
import { LogoutPage } from './logouts/logout-page.tsx';
import { Logouts } from './logouts/logouts.tsx';
import { Rules } from './rules/rules.tsx';
import { SessionPage } from './sessions/session-page.tsx';
import { Sessions } from './sessions/sessions.tsx';
import { Settings } from './settings.tsx';

/** What the address asks for. */
export function Section() {
  const { section, rest } = address.value;
  switch (section) {
    case 'connections':
      return <ConnectionsAt rest={rest} />;
    case 'sessions':
      return rest[0] === undefined ? <Sessions /> : <SessionPage key={rest[0]} id={rest[0]} />;
    case 'logouts':
      return rest[0] === undefined ? <Logouts /> : <LogoutPage key={rest[0]} reference={rest[0]} />;
    case 'logins':
      return rest[0] === undefined ? <Logins /> : <LoginPage key={rest[0]} reference={rest[0]} />;
    case 'rules':
      return <Rules />;
    case 'access':
      return <Access />;
    case 'audit':
      return <Audit />;
    case 'keys':
      return <Keys />;
    case 'settings':
      return <Settings />;
    default:
      return <Nowhere />;
  }
}

function ConnectionsAt({ rest: [prefix, part = 'overview'] }: { rest: readonly string[] }) {
  if (prefix === undefined) return <Connections />;
  if (prefix === NEW) return <NewConnection />;
  return <ConnectionPage key={prefix} prefix={prefix} part={part} />;
}

function Nowhere() {
  return (
    <>
      <PageHead title="There is nothing here" />
      <Empty level={2} title="No part of the console has this address">
        <p>The link may be from another version.</p>
        <Link href={pathOf(CONSOLE_SECTIONS[0])}>Go to the first part</Link>
      </Empty>
    </>
  );
}
