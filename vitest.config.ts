import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The two that take minutes begin first: begun last, one worker would wait for the other. */
const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/change/kill-');

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // For the processes that tests start: without their TypeScript compiled anew each time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    // Most tests wait for an Asterisk, a phone or a browser most of the time.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
  },
});
