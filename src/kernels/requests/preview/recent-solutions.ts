/** Solutions of package managers, kept in memory: the form asks the same question at many pauses in typing, and so does *Preview*. */
import { createHash } from 'node:crypto';
import type { Problem } from '../../../base/errors.js';
import type { Resolution, ResolvedPackage } from '../../../managers/manager.js';
import type { NextStep } from '../../../shared/builds/build-events.js';
import type { EquippedSite } from '../../../site/site.js';

export interface Resolved {
  packages: (ResolvedPackage & { requested: boolean })[];
  /** Requested but not resolved: packages that pip adds to a conda environment are solved once that exists. */
  unresolved?: string[];
  download_bytes: number;
  /** Estimates for downloads; packages of a package cache are measured, where the manager can. */
  disk_bytes: number;
  files: number;
}

/** The manager's answer; empty if it cannot resolve without installing. */
export interface Resolving {
  resolved?: Resolved;
  resolve_problem?: Problem;
  /** The tool's output, if it could not resolve. */
  resolve_output?: string;
  /** Changes of the recipe that may help. */
  next?: NextStep[];
}

// An index may get a new version at any time, and a mistake there may be fixed; in milliseconds.
const FRESH = 600_000;
const FRESH_PROBLEM = 60_000;
const MOST = 50;

/** The newest solutions; the oldest are forgotten first. */
export class RecentSolutions {
  private readonly known = new Map<string, { since: number; answer: Resolving }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  find(question: string): Resolving | undefined {
    const found = this.known.get(question);
    if (!found) return undefined;
    const age = this.now() - found.since;
    return age < (found.answer.resolved ? FRESH : FRESH_PROBLEM) ? found.answer : undefined;
  }

  keep(question: string, answer: Resolving): void {
    this.known.delete(question);
    this.known.set(question, { since: this.now(), answer });
    const [oldest = ''] = this.known.keys();
    if (this.known.size > MOST) this.known.delete(oldest);
  }
}

/** All that the answer depends on, besides the servers: the commands, their files and variables. A hash, since some are secret. */
export function questionOf(resolution: Resolution, staging: string, { environment }: EquippedSite): string {
  const { settings = [], prepare, argv, variables, files } = resolution;
  const text = JSON.stringify([settings, prepare, argv, variables, files, environment]);
  return createHash('sha256').update(text.replaceAll(staging, 'STAGING')).digest('hex');
}
