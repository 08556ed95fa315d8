/** How people write, paste and misspell the packages of one language. */
import type { LineReader } from '../reading/reader.js';
import type { SourceId } from '../sources/index.js';
import type { PackageSpec } from '../sources/specs/package-spec.js';

/** What a person should know about a package. */
export interface PackageWarning {
  /** Continues a sentence that begins with the package's name. */
  text: string;
  /** The package that was probably meant; empty to leave it out. Absent if there is no better one. */
  instead?: string;
}

/** Where a package would be installed. */
export interface PackageHost {
  /** The source that it comes from. */
  source: SourceId;
  /** Whether the host has a shared library, such as `libGL.so.1`. */
  hasLibrary(name: string): boolean;
}

export interface ModulePackage {
  spec: string;
  known: boolean;
}

/** A program that finds what code imports and installs: python/packages/code.py documents its input and its output. */
export interface CodeParser {
  /** The command that runs it, on a Python of the host or on an interpreter of the language. */
  command(python: string): readonly string[];
  /** The names of files with code of the language. */
  files: RegExp;
  /** The prompt of a session that was copied with its output, which is read line by line. */
  prompt: RegExp;
}

export interface PackageSyntax {
  /** Parses one package. @throws UserError that says what the text is instead. */
  parse(text: string): PackageSpec;
  /** The form in which names are compared when a list is read: names with the same form are the same package. */
  normalizeName(name: string): string;
  /** Readers of lines that only this language has, such as imports; the first that accepts a line reads it. */
  readers: readonly LineReader[];
  /** Absent if code is read line by line. */
  codeParser?: CodeParser;
  /** A reader of the lines of one error of a program in this language. */
  errorReader?(): LineReader;
  /** Whether a name is certainly a package, in any spelling. */
  isKnown?(name: string): boolean;
  /**
   * The version that a requirement of the language itself requests, such as `python=3.9`: empty for any, undefined if
   * the spec is for another package.
   * @throws UserError `version-not-understood`.
   */
  versionAsked(spec: PackageSpec): string | undefined;
  /** How packages of channels are called; absent if that is not known. */
  channelPackage?: {
    /** Whether the name alone asks for a package of a channel. */
    isNamed(name: string): boolean;
    /** The name that the package index has for it; undefined if it has no such package. */
    nameOnIndex(name: string): string | undefined;
    /** The name that channels have for a package of the index; undefined if they have it under the same name. */
    nameOnChannels(name: string): string | undefined;
  };
  /** Well-known packages with names similar to one that does not exist, best first. */
  closeNames(name: string): string[];
  /** The package spec for a module that a program lacks; `known`: from a table, and not a guess by its name. */
  packageOfModule?(module: string): ModulePackage;
  /** Known traps among package names, such as one that is only imported under that name. */
  warningsAbout?(name: string, host: PackageHost): PackageWarning[];
  /** Why a kernel does not need a package that serves pages itself; undefined for all others. */
  serverReason?(name: string): string | undefined;
  /** Sentences about packages of a channel or an index that would be installed in a variant without GPUs. */
  withoutGpu?(packages: readonly { name: string; version: string }[]): string[];
  /** Well-known packages, by their normalised names. */
  known?: readonly string[];
}
