/** Performs one action of a plan. A program that fails is a result; only errors of this app are thrown. */
// Without execa: the runner starts for every build, must stay small, and needs the process group.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { writeFileAtomicSync } from '../../base/files.js';
import { makeDirectorySync } from '../../base/make-directory.js';
import { limitTime } from '../../base/time-limit.js';
import type { Action } from '../../steps/plan.js';
import { MARK } from '../holding/processes/process-mark.js';
import { watchMemory } from './measures/memory.js';
import { type Room, watchRooms } from './measures/room.js';
import type { WrittenDirectory } from './measures/written-directories.js';
import { type CleanLine, createLineReader } from './output/clean-line.js';

export interface StepContext {
  /** The id of the build, which marks its processes. */
  build: string;
  /** The environment after the earlier steps. */
  environment: Record<string, string>;
  /** The plan's initial environment. */
  clean: Record<string, string>;
  directory: string;
  /** The directories of which the free space is watched. */
  writes?: readonly WrittenDirectory[];
  /** Secret values that must not reach the log. */
  mask: readonly string[];
  onLine(stream: 'stdout' | 'stderr', line: CleanLine): void;
  /** Called after each batch of lines. */
  onBatch(): void;
  /** Called with the process group that runs, so that it can be ended. */
  onStart(group: number): void;
}

export interface StepResult {
  exit: number | null;
  signal?: string;
  /** The memory of the largest single process, in bytes. */
  peak_memory?: number;
  /** If it failed, the least free space of the directories that it writes while it ran. */
  rooms?: Room[];
  /** The environment after an activation. */
  environment?: Record<string, string>;
}

export async function runStep(action: Action, context: StepContext): Promise<StepResult> {
  switch (action.kind) {
    case 'write':
      writeFileAtomicSync(action.path, action.text);
      return { exit: 0 };
    case 'copy':
      copyFiles(action);
      return { exit: 0 };
    case 'command':
      return runCommand(action, context);
    case 'environment':
      return runEnvironment(action, context);
  }
}

/** @throws the file system's error, with the path that it is about. */
function copyFiles({ files }: Extract<Action, { kind: 'copy' }>): void {
  for (const { from, to, optional } of files) {
    if (optional && !existsSync(from)) continue;
    makeDirectorySync(dirname(to));
    copyFileSync(from, to);
  }
}

function runCommand(action: Extract<Action, { kind: 'command' }>, context: StepContext): Promise<StepResult> {
  if (action.output) makeDirectorySync(dirname(action.output));
  const output = action.output ? openSync(action.output, 'w') : 'pipe';
  const environment = { ...(action.clean ? context.clean : context.environment), ...action.variables };
  try {
    return runProgram(action.argv, { environment, output, context });
  } finally {
    if (typeof output === 'number') closeSync(output);
  }
}

/**
 * Runs the lines in bash and returns the environment after them. The shell's start-up files are not read, because they
 * may change anything.
 */
async function runEnvironment(
  action: Extract<Action, { kind: 'environment' }>,
  context: StepContext,
): Promise<StepResult> {
  const { expect, record } = action;
  if (record?.before) writeFileAtomicSync(record.before, toNulText(context.environment));
  const check = expect
    ? `[ "\${${expect.variable}:-}" = "$CREATE_KERNEL_EXPECTED" ] || { echo 'The activation failed' >&2; exit 1; }`
    : '';
  const script = [...action.lines, check, 'unset CREATE_KERNEL_EXPECTED', 'env -0 >&3'].join('\n');
  let text = '';
  const result = await runProgram(['bash', '--noprofile', '--norc', '-c', script], {
    environment: { ...context.environment, ...(expect && { CREATE_KERNEL_EXPECTED: expect.value }) },
    output: 'pipe',
    context,
    onEnvironment: (piece) => {
      text += piece;
    },
  });
  const { [MARK]: _, ...environment } = fromNulText(text);
  // A line ended the shell with status 0, or replaced it with another program.
  if (result.exit === 0 && text === '') return { ...result, exit: 1 };
  if (result.exit === 0 && record?.after) writeFileAtomicSync(record.after, toNulText(environment));
  return { ...result, environment };
}

interface ProgramOptions {
  environment: Record<string, string>;
  output: number | 'pipe';
  context: StepContext;
  onEnvironment?: (piece: string) => void;
}

function runProgram(
  [program = '', ...words]: string[],
  { environment, output, context, onEnvironment }: ProgramOptions,
): Promise<StepResult> {
  const child = spawn(program, words, {
    env: { ...environment, [MARK]: context.build },
    cwd: context.directory,
    // A new process group, so that all processes of the step can be ended.
    detached: true,
    stdio: ['ignore', output, 'pipe', ...(onEnvironment ? (['pipe'] as const) : [])],
  });
  const ended = waitForEnd(child, program, context);
  if (child.pid === undefined) return ended;
  context.onStart(child.pid);
  const memory = watchMemory(child.pid);
  const watched = watchRooms(context.writes ?? []);
  const streams = [
    ...(child.stdout ? [readLines(child.stdout, 'stdout', context)] : []),
    ...(child.stderr ? [readLines(child.stderr, 'stderr', context)] : []),
    ...(onEnvironment ? [readText(child.stdio[3] as Readable, onEnvironment)] : []),
  ];
  return ended.then(async (result) => {
    const peak_memory = memory.stop();
    const rooms = result.exit === 0 ? watched.forget() : await watched.stop();
    await Promise.race([Promise.all(streams), leftOpen(child)]);
    return { ...result, ...(peak_memory && { peak_memory }), rooms };
  });
}

function waitForEnd(child: ChildProcess, program: string, context: StepContext): Promise<StepResult> {
  return new Promise((resolve) => {
    child.on('exit', (exit, signal) => resolve({ exit, ...(signal && { signal }) }));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      // The message and the exit status of a shell.
      context.onLine('stderr', {
        text: `${program}: ${error.code === 'ENOENT' ? 'command not found' : error.message}`,
        replaces: false,
      });
      context.onBatch();
      resolve({ exit: error.code === 'ENOENT' ? 127 : 126 });
    });
  });
}

const LEFT_OPEN = 2000;

/** A background process may keep the pipes open for ever after the step has ended. */
function leftOpen(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    limitTime(LEFT_OPEN, () => {
      for (const stream of child.stdio) stream?.destroy();
      resolve();
    });
  });
}

const TICK = 250;

function readLines(stream: Readable, name: 'stdout' | 'stderr', context: StepContext): Promise<void> {
  const reader = createLineReader({ mask: context.mask });
  const give = (lines: CleanLine[]) => {
    for (const line of lines) context.onLine(name, line);
    if (lines.length > 0) context.onBatch();
  };
  const ticking = setInterval(() => give(reader.tick()), TICK);
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => give(reader.push(chunk)));
    stream.on('close', () => {
      clearInterval(ticking);
      give(reader.end());
      resolve();
    });
  });
}

function readText(stream: Readable, onText: (piece: string) => void): Promise<void> {
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    stream.on('data', onText);
    stream.on('close', resolve);
  });
}

function toNulText(environment: Record<string, string>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}\0`)
    .join('');
}

function fromNulText(text: string): Record<string, string> {
  const entries = text.split('\0').filter((entry) => entry.includes('='));
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
