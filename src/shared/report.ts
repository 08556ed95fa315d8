/** What the verify phase found out about a new environment. */
import * as z from 'zod/mini';
import { lenientList } from '../base/lenient.js';

const installedPackage = z.object({
  name: z.string(),
  version: z.string(),
  /** Bytes on disk; absent where the metadata does not tell. */
  size: z.optional(z.number()),
  /** `conda` or `pypi`. */
  source: z.string(),
  /** Whether the recipe asked for it by name. */
  requested: z.boolean(),
});

export type InstalledPackage = z.output<typeof installedPackage>;

const importCheck = z.object({
  package: z.string(),
  /** The modules that the installed metadata names; empty for a package without any. */
  modules: z.array(z.string()),
  ok: z.boolean(),
  seconds: z.number(),
  error: z.optional(z.string()),
});

export type ImportCheck = z.output<typeof importCheck>;

/** Something that a person should know of a kernel although it works. Its words are in words-for.ts. */
const note = z.object({
  code: z.enum([
    'activation-incomplete',
    'copy-in-home',
    'history-locked',
    'replaced-by-pip',
    'variable-inherited',
  ]),
  /** A package, a file or a variable. */
  what: z.string(),
  /** Where it lies, its value, or what is wrong with it. */
  where: z.string(),
});

export type Note = z.output<typeof note>;

export const reportSchema = z.object({
  /** The kernel was started and ran a cell. */
  kernel: z.object({
    ok: z.boolean(),
    seconds: z.number(),
    executable: z.string(),
    language_version: z.string(),
    implementation: z.string(),
    error: z.optional(z.string()),
  }),
  imports: z.array(importCheck),
  smoke: z.optional(
    z.object({ ok: z.boolean(), seconds: z.number(), output: z.string(), error: z.optional(z.string()) }),
  ),
  packages: z.array(installedPackage),
  /** Absent in reports of earlier versions. A note that only a newer app knows is left out. */
  notes: z.optional(lenientList(note)),
  /** Bytes and files of the environment. */
  size: z.number(),
  files: z.number(),
});

export type Report = z.output<typeof reportSchema>;

/** report.json: the probe writes it without a number, which therefore stays 0. */
export const reportFormat = { number: 0, schema: reportSchema };
