import { signal } from '@preact/signals';

/** What one begins with. */
const FIRST = `# As rules test and rules prove take it from a file.
tests:
  - name: Anne opens her own stream
    user: { userId: anne, environment: { group: [SalesUS] } }
    resource: { resourcetype: Stream, name: SalesUS }
    action: read
    expect: allow
  - name: and no other
    user: { userId: anne, environment: { group: [SalesUS] } }
    resource: { resourcetype: Stream, name: QlikGroup }
    expect: deny
assertions:
  - name: nobody reads anything without a group
    nobody: { may: read, where: user.environment.group.Empty() }
`;

const texts = signal<ReadonlyMap<string, string>>(new Map());

/** The tests of a connection's rules, as they are being edited; they stay while the page is open. */
export function trialsTextOf(prefix: string): string {
  return texts.value.get(prefix) ?? FIRST;
}

/** Whether somebody has written tests of a connection's rules. */
export function hasTrials(prefix: string): boolean {
  return texts.value.has(prefix);
}

/** Puts other tests in their place. */
export function putTrialsText(prefix: string, text: string): void {
  texts.value = new Map([...texts.value, [prefix, text]]);
}
