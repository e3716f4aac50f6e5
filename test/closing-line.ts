import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with one plain line of counts, `N passed, N failed, N skipped`, for whoever reads a log from its end, and
 * before it, where something was skipped, with the line that says what.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    const left: string[] = [];
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state] += 1;
        if (state === 'skipped') left.push(test.name);
      }
    }
    if (left.length > 0) console.log(`\nSkipped: ${toList(left)}`);
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped + counts.pending} skipped`);
  }
}

/** A run of a few tests by name skips thousands. */
function toList(names: readonly string[]): string {
  const shown = names.slice(0, 20).join('; ');
  return names.length > 20 ? `${shown}; and ${names.length - 20} more` : shown;
}
