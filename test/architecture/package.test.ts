import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('every package is a devDependency: the packed command has what it needs in it, and installs nothing', () => {
  const { dependencies = {} }: { dependencies?: object } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(dependencies), 'move them to devDependencies, see ARCHITECTURE.md').toEqual([]);
});
