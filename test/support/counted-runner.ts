/** Starts runners of this process with a count of the package texts that they parse. */
import { readFileSync } from 'node:fs';
import { onTestFinished, vi } from 'vitest';
import { runnerProgram } from '../../src/base/program.js';
import { launchers } from '../../src/builds/launchers/index.js';
import { startRunner } from '../../src/builds/launchers/start-runner.js';
import { parsedTexts } from '../../src/sources/specs/package-spec.js';

/** Until the test ends. @returns how many texts the last runner has parsed, after its end. */
export function countInRunners(directory: string): () => number {
  const counted = `${directory}/parsed-texts`;
  // Runs in the runner before its program.
  const count = `
    import { subscribe } from 'node:diagnostics_channel';
    import { writeFileSync } from 'node:fs';
    let texts = 0;
    subscribe(${JSON.stringify(parsedTexts.name)}, () => { texts += 1; });
    process.on('exit', () => writeFileSync(${JSON.stringify(counted)}, String(texts)));`;
  const counter = `data:text/javascript,${encodeURIComponent(count)}`;
  const { local } = launchers;
  if (!local) throw new Error('there is no local launcher');
  const begin = vi.spyOn(local, 'begin').mockImplementation((files) => {
    const argv = [process.execPath, '--import', counter, runnerProgram(), files.directory];
    return startRunner(files, { argv, environment: {}, detached: true });
  });
  onTestFinished(() => begin.mockRestore());
  return () => Number(readFileSync(counted, 'utf8'));
}
