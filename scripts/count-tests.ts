import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as we read it. */
const Report = z.looseObject({
  testResults: z.array(
    z.looseObject({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.looseObject({ status: z.string() })),
    }),
  ),
});

/**
 * Prints the files with skipped tests, then `N passed, N failed, N skipped`; a file that could not
 * even be loaded is one failure. Exit code 1 when anything failed, nothing ran, or CI skipped.
 */
function countTests(path: string): void {
  const report = readReport(path);
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(isNotFailed),
  );
  const failed = tests.length - tests.filter(isNotFailed).length + brokenFiles.length;
  const skipped = tests.filter(isNotFailed).length - passed;

  for (const file of report.testResults) {
    const count = file.assertionResults.filter(isNotFailed).filter(isNotPassed).length;
    if (count > 0) console.log(`left out: ${count} of ${relative(process.cwd(), file.name)}`);
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  const isCi = process.env['CI'] === 'true';
  if (failed > 0 || passed === 0 || (isCi && skipped > 0)) process.exitCode = 1;
}

/** An empty or broken file means that vitest died before its end: one failure. */
function readReport(path: string): z.infer<typeof Report> {
  try {
    return Report.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { testResults: [{ name: 'vitest', status: 'failed', assertionResults: [] }] };
  }
}

function isNotFailed(test: { readonly status: string }): boolean {
  return test.status !== 'failed';
}

function isNotPassed(test: { readonly status: string }): boolean {
  return test.status !== 'passed';
}

countTests(process.argv[2] ?? '');
