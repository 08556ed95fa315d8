/** The results of the verify phase. */
import * as z from 'zod/mini';
import { lenientList } from '../../base/lenient.js';

const installedPackage = z.object({
  name: z.string(),
  version: z.string(),
  /** Bytes on disk; absent if the metadata does not have it. */
  size: z.optional(z.number()),
  /** `conda` or `pypi`. */
  source: z.string(),
  /** Whether the recipe names it. */
  requested: z.boolean(),
});

export type InstalledPackage = z.output<typeof installedPackage>;

const importCheck = z.object({
  package: z.string(),
  /** The modules in the installed metadata; empty for a package without modules. */
  modules: z.array(z.string()),
  ok: z.boolean(),
  seconds: z.number(),
  error: z.optional(z.string()),
});

/** A warning about a working kernel. languages/note-text.ts has its text. */
const note = z.object({
  code: z.string(),
  /** A package, a file or a variable. */
  what: z.string(),
  /** Its directory, its value, or what is wrong with it. */
  where: z.string(),
});

export type ReportNote = z.output<typeof note>;

export const reportSchema = z.object({
  /** The start of the kernel and its first cell. */
  kernel: z.object({
    ok: z.boolean(),
    seconds: z.number(),
    executable: z.string(),
    language_version: z.string(),
    implementation: z.string(),
    /** The version of the environment's Python; absent if another Python tested the kernel. */
    runtime_version: z.optional(z.string()),
    /** The interpreter that the environment was made with, and its size and time of change in seconds. */
    base: z.optional(z.object({ path: z.string(), size: z.number(), modified: z.number() })),
    error: z.optional(z.string()),
  }),
  imports: z.array(importCheck),
  smoke: z.optional(
    z.object({ ok: z.boolean(), seconds: z.number(), output: z.string(), error: z.optional(z.string()) }),
  ),
  /** The notebook that was run: its cells with code, and those that ran before one failed. */
  notebook: z.optional(
    z.object({ ok: z.boolean(), cells: z.number(), ran: z.number(), seconds: z.number() }),
  ),
  packages: z.array(installedPackage),
  /** Absent in reports of 0.1.0. */
  notes: z.optional(lenientList(note)),
  /** Bytes and files of the environment. */
  size: z.number(),
  files: z.number(),
});

export type Report = z.output<typeof reportSchema>;

/** report.json. The probe writes no schema number, so it is always 0. */
export const reportFormat = { number: 0, schema: reportSchema };
