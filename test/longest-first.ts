import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that drive a browser take longest, and wait half of their time: begun first, none of them is left for the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isBrowser = ({ project }: TestSpecification): boolean => project.name === 'browser';
    return [...sorted.filter(isBrowser), ...sorted.filter((file) => !isBrowser(file))];
  }
}
