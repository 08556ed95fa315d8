/**
 * Patterns in the errors of package managers and programs, for the reader of pasted errors and for the causes of failed
 * builds. Each is linear in the length of a line.
 */

/** A package's name, with extras that are not captured. */
export const NAME = String.raw`([A-Za-z0-9][\w.-]*)(?:\[[^\][\n]*\])?`;

/** `ModuleNotFoundError: No module named 'x.y'`, in every version of Python and as the end of any line. */
export const missingModule = /No module named ['"]?(\w+(?:\.\w+)*)/;

/** The dynamic loader: `libGL.so.1: cannot open shared object file`. */
export const missingLibrary = /(?<![\w./+-])([\w.+-]{1,100}\.so[\w.]{0,20}): cannot open shared object file/;

/** pip has no file of any version, which is also what it reports for a name that does not exist. */
export const pipHasNone = String.raw`satisfies the requirement ${NAME}.*\(from versions: none\)`;

/** uv, from its resolver. */
export const uvHasNone = String.raw`(?:Because|and)\s+${NAME}\s+was\s+not\s+found\s+in\s+the\s+(?:package\s+registry|cache)`;

/** libmamba and rattler. */
export const condaHasNone = [
  String.raw`No candidates were found for ${NAME} \*`,
  String.raw`─ ${NAME}(?: =?\*| )* *does not exist`,
  `nothing provides requested ${NAME}`,
];
