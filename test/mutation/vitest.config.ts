import { defineConfig } from 'vitest/config';

/** The tests of rules that Stryker runs for each mutant: those that only compute, without the exhaustive ones. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/mail/**/*.test.ts'],
    exclude: [
      'test/domain/**/*properties.test.ts',
      'test/domain/**/every-*.test.ts',
      'test/domain/complaints/recusal-combinations.test.ts',
      'test/domain/assessment/assessment-half-year.test.ts',
    ],
    isolate: false,
    testTimeout: 60_000,
  },
});
