/** A copy of this checkout that a test may change. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { appRoot } from '../../src/base/program.js';

export class AppCopy {
  /** Copies the files that git has here, and links the dependencies. */
  constructor(readonly root: string) {
    for (const path of git(appRoot, 'ls-files', '--cached', '--others', '--exclude-standard')) {
      // A file that was deleted is listed until the next commit.
      if (!existsSync(join(appRoot, path))) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      cpSync(join(appRoot, path), join(root, path));
    }
    symlinkSync(join(appRoot, 'node_modules'), join(root, 'node_modules'));
    git(root, 'init', '--quiet');
    writeFileSync(join(root, '.git/info/exclude'), '/node_modules\n');
    git(root, 'add', '--all');
  }

  /** Runs a program at the copy's root. @throws Error with its output if it fails. */
  async run(...[program = '', ...words]: string[]): Promise<void> {
    const { exitCode, all } = await execa(program, words, { cwd: this.root, all: true, reject: false });
    if (exitCode !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${exitCode}:\n${all}`);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** The paths of new files and of changed ones, sorted. */
  differences(): { added: string[]; changed: string[] } {
    return {
      added: git(this.root, 'ls-files', '--others', '--exclude-standard').sort(),
      changed: git(this.root, 'diff', '--name-only').sort(),
    };
  }

  /** The lines that a file has now and did not have before. */
  newLines(path: string): string[] {
    const difference = execFileSync('git', ['diff', '--unified=0', '--', path], {
      cwd: this.root,
      encoding: 'utf8',
    });
    return [...difference.matchAll(/^\+(?!\+\+)(.*)$/gm)].map(([, line = '']) => line);
  }
}

/** Runs git, and gives the lines of its output. */
function git(cwd: string, ...words: string[]): string[] {
  const lines = execFileSync('git', ['-c', 'core.quotePath=false', ...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return lines.split('\n').filter(Boolean);
}
