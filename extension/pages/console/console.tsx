import { useEffect } from 'preact/hooks';
import { askEntry } from './client/calls.ts';
import { FailureNote } from './parts/failure.tsx';
import { Frame } from './parts/frame.tsx';
import { useLoaded } from './parts/use-loaded.ts';
import { Section } from './sections/section.tsx';
import { SignIn } from './sections/sign-in.tsx';
import { account } from './state/account.ts';

/** The console: who is not signed in signs in first, and then is where the address says. */
export function Console() {
  const asked = useLoaded('entry', askEntry);
  useEffect(() => {
    if (asked.value !== null) account.value = asked.value.session;
  }, [asked.value]);
  const who = account.value;
  if (who === null) return <SignIn loginPath={asked.value?.loginPath ?? null} />;
  if (who === 'asking') {
    const { failure, reload } = asked;
    return <Frame who={null}>{failure !== null && <FailureNote failure={failure} onAgain={reload} />}</Frame>;
  }
  return (
    <Frame who={who}>
      <Section />
    </Frame>
  );
}
