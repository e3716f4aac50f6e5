import { CONSOLE_SECTIONS } from '#shared/api/console-sections.ts';
import { Empty } from '../../../kit/empty.tsx';
import { Link } from '../parts/link.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { address, pathOf } from '../state/address.ts';
import { Audit } from './audit.tsx';
import { Keys } from './keys.tsx';
import { Settings } from './settings.tsx';

/** What the address asks for. */
export function Section() {
  switch (address.value.section) {
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

function Nowhere() {
  return (
    <>
      <PageHead title="There is nothing here" />
      <Empty title="No part of the console has this address">
        <p>The link may be from another version.</p>
        <Link href={pathOf(CONSOLE_SECTIONS[0])}>Go to the first part</Link>
      </Empty>
    </>
  );
}
