import type { ComponentChildren } from 'preact';
import { CONSOLE_SECTIONS, type ConsoleSection } from '#shared/api/console-sections.ts';
import type { ConsoleSession } from '#shared/api/console-session.ts';
import { Visible } from '../../../kit/visible.tsx';
import { signOut } from '../client/calls.ts';
import { signedOut } from '../state/account.ts';
import { address, pathOf } from '../state/address.ts';
import { announcement } from '../state/announce.ts';
import { at } from '../state/mount.ts';
import { Link } from './link.tsx';

/** What a section is called. */
const SECTION_WORDS: Readonly<Record<ConsoleSection, string>> = {
  connections: 'Connections',
  sessions: 'Sessions',
  logouts: 'Logouts',
  logins: 'Logins',
  rules: 'Rules',
  access: 'Access',
  audit: 'Audit',
  keys: 'Keys',
  settings: 'Settings',
};

/** What is around every section: whose console this is, where one can go, who is signed in. */
export function Frame({ who, children }: { who: ConsoleSession | null; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="bar">
        <a class="brand" href={at('/')}>
          <img src={at('/pages/icon.svg')} alt="" width="20" height="20" />
          SAML Workbench
        </a>
        {who !== null && <Account name={who.name} />}
      </header>
      <div class={who === null ? 'body alone' : 'body'}>
        {who !== null && <Navigation />}
        <main id="main">{children}</main>
      </div>
      <p class="for-readers" role="status">
        {announcement.value}
      </p>
    </>
  );
}

function Navigation() {
  const { section } = address.value;
  return (
    <nav class="sections" aria-label="Console">
      <ul>
        {CONSOLE_SECTIONS.map((name) => (
          <li key={name}>
            <Link href={pathOf(name)} current={name === section}>
              {SECTION_WORDS[name]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Account({ name }: { name: string }) {
  const leave = async () => {
    // Whatever the companion says: this page forgets who it was.
    await signOut();
    signedOut();
  };
  return (
    <div class="account">
      <span class="who">
        <span class="for-readers">Signed in by </span>
        <bdi>
          <Visible text={name} />
        </bdi>
      </span>
      <button type="button" class="button small" onClick={() => void leave()}>
        Sign out
      </button>
    </div>
  );
}
