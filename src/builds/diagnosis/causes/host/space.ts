/** Exhausted space: disk, quota, number of files, open files, memory. */
import { directoryUses } from '../../../../site/directories/uses.js';
import { isUnder } from '../../full-directory.js';
import { always, type CauseRow, type Context, KILLED, lastPath, type StepFailure } from '../cause-row.js';

const DISK_FULL = /\bENOSPC\b|no space left on device/i;
/** With this much free, the bytes are not the problem, even for the largest file of a package. */
const AMPLE_BYTES = 200_000_000;
const FEW_FILES = 1000;

const MEMORY_HINT =
  'Request fewer packages at once, or build in a job with more memory; conda needs much less with its libmamba solver';

export const spaceCauses: readonly CauseRow[] = [
  {
    id: 'quota-exceeded',
    pattern: /\bEDQUOT\b|disk quota exceeded/i,
    example: "OSError: [Errno 122] Disk quota exceeded: '/home/ada/envs/mine/1/lib/x.so'",
    say: (_, context) => ({
      message: `Your quota is used up: ${full(context, 'nothing more can be written in')}`,
      hint: `Remove old environments and caches (\`du -sh ~/.cache ~/.conda\`), or ${move(context)}; the site’s quota command shows what counts${ofCache(context)}`,
    }),
  },
  {
    id: 'inodes-exhausted',
    pattern: DISK_FULL,
    when: ({ space }) =>
      space !== undefined && space.free_files < FEW_FILES && space.free_bytes > AMPLE_BYTES,
    example: "OSError: [Errno 28] No space left on device: '/envs/mine/1/lib/x.py'",
    say: (_, context) => ({
      message: `No more files can be made: ${full(context, 'the number of files has reached its limit in')}`,
      hint: `Remove environments that you no longer need there (each has tens of thousands of files), or ${move(context)}${ofCache(context)}`,
    }),
  },
  {
    id: 'disk-full',
    pattern: DISK_FULL,
    example: 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
    say: (_, context) => ({
      message: `The disk is full: ${hasAmple(context) ? 'for a time, a file system that the step writes to had no more space' : full(context, 'there is no more space in')}`,
      hint: `Remove what you no longer need there, or ${move(context)}${ofCache(context)}`,
    }),
  },
  {
    id: 'too-many-open-files',
    pattern: /\bEMFILE\b|too many open files/i,
    example: 'OSError: [Errno 24] Too many open files',
    say: always(
      'The limit on open files is too low for a program of this step',
      'Raise the limit with `ulimit -n 1024` where you start the build, or ask the site’s administrator to raise it',
    ),
  },
  {
    id: 'file-size-limit',
    pattern: /\bEFBIG\b|\b(?:errno |os error |OSError\()27\b/i,
    // SIGXFSZ
    exits: [153],
    example: "OSError: [Errno 27] File too large: '/envs/mine/1/lib/x.so'",
    say: always(
      'The limit on the size of files is too low for a program of this step',
      'Raise the limit with `ulimit -f unlimited` where you start the build, or ask the site’s administrator to raise it',
    ),
  },
  {
    id: 'out-of-memory',
    pattern:
      /^(?:.*\b)?MemoryError\b|memory allocation of \d+ bytes failed|std::bad_alloc|cannot allocate memory|oom-kill|out of memory|\bENOMEM\b/im,
    example: 'MemoryError',
    say: always('The step ran out of memory', MEMORY_HINT),
  },
  {
    id: 'out-of-memory',
    pattern: KILLED,
    exits: [137],
    when: ({ memory }) => memory !== undefined && (memory.kills > 0 || isNear(memory)),
    example: 'bash: line 1: 32536 Killed                  conda create',
    say: (_, { memory }) => ({
      message: memory?.kills
        ? 'The host killed the step because it ran out of memory'
        : `The step was killed, most likely because it exceeded the memory limit${used(memory)}`,
      hint: MEMORY_HINT,
    }),
  },
];

/** Part of the limit: between two measurements, a process can use the rest. */
const NEAR = 0.8;

function isNear({ peak = 0, limit }: NonNullable<StepFailure['memory']>): boolean {
  return peak > NEAR * limit;
}

function used(memory: StepFailure['memory']): string {
  return memory?.peak ? ` (${size(memory.peak)} of ${size(memory.limit)})` : '';
}

/** What a package cache takes of the space. It is filled again when needed. */
function ofCache({ cache }: Context): string {
  if (!cache) return '';
  const { path, removed, kept } = cache;
  const parts = [
    ...(removed.files > 0 ? [`the files of this build were removed (${amount(removed)})`] : []),
    ...(kept.files > 0
      ? [`earlier builds have left ${amount(kept)} there, which can be removed while no build runs`]
      : []),
  ];
  return parts.length > 0 ? `. The package cache is \`${path}\`: ${parts.join('; ')}` : '';
}

function amount({ bytes, files }: { bytes: number; files: number }): string {
  return `${size(bytes)} in ${files} ${files === 1 ? 'file' : 'files'}`;
}

/** Nothing is known to be full: a tool deletes what it wrote when it fails. */
function hasAmple({ before, space }: Context): boolean {
  return space !== undefined && !lastPath(before) && !space.used_up && space.free_bytes > AMPLE_BYTES;
}

/** The file system, and its free space. */
function full({ before, space }: Context, words: string): string {
  const named = lastPath(before);
  if (!space) return named ? `${words} the file system of \`${named}\`` : `${words} a file system`;
  // The file system of a cache or a temporary directory, with unknown free space.
  if (named && !space.used_up && !isUnder(named, space.path))
    return `${words} the file system of \`${named}\``;
  const holds = space.use ? `, which holds ${space.use.holds}` : '';
  return `${words} \`${space.path}\` (${left(space)} free)${holds}`;
}

/** What to do if nothing there can be removed. */
function move({ space }: Context): string {
  return space?.use?.move ?? directoryUses.environments.move;
}

function left({ free_bytes, free_files }: NonNullable<StepFailure['space']>): string {
  return Number.isFinite(free_files) ? `${size(free_bytes)} and ${free_files} files` : size(free_bytes);
}

function size(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
