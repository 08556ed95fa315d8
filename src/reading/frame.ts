/** What mail programs, chats and editors put around a text that is copied. */

/** Notebooks of Databricks that were saved as programs have their commands in comments: `# MAGIC %pip install numpy`. */
export function withoutMagicComments(text: string): string {
  if (!/^# Databricks notebook source/m.test(text.slice(0, 200))) return text;
  return text.replace(/^# MAGIC [%!]?(?=(?:pip3?|conda|mamba|uv) )/gm, '!');
}

/**
 * A text without `> ` before all lines, the indentation of all lines and a code block around it, and without the prompt of
 * root before all lines. Lines keep their numbers.
 */
export function withoutFrame(text: string): string {
  let lines: readonly string[] = text.split('\n');
  for (let frame = 0; frame < FRAMES_MOST; frame += 1) {
    const inside = withoutRootPrompt(withoutBlock(withoutIndentation(withoutQuotes(lines))));
    if (inside.every((line, index) => line === lines[index])) break;
    lines = inside;
  }
  return lines.join('\n');
}

// A mail that was answered more often is not a request.
const FRAMES_MOST = 5;

const isBlank = (line: string) => line.trim() === '';

function withoutQuotes(lines: readonly string[]): readonly string[] {
  // Python's prompt is `>>> `.
  const isQuoted = lines.every((line) => isBlank(line) || /^ ?>(?: |$|> )/.test(line));
  return isQuoted ? lines.map((line) => line.replace(/^ ?> ?/, '')) : lines;
}

const ROOTS_COMMAND =
  /^# (?:\S{1,100} -m )?(?:pip3?|conda|mamba|micromamba|uv|pixi|poetry|pipenv)\b.{0,100}?\b(?:install|add|create|update)\b|^# module (?:load|add) /;

/** A session of root, or commands that were turned off with a comment: without them, nothing is said. */
function withoutRootPrompt(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => !isBlank(line));
  if (!full.every((line) => line.startsWith('# ')) || !full.some((line) => ROOTS_COMMAND.test(line)))
    return lines;
  return lines.map((line) => (isBlank(line) ? line : line.slice(2)));
}

function withoutIndentation(lines: readonly string[]): readonly string[] {
  const full = lines.filter((line) => !isBlank(line));
  const widths = full.map((line) => line.search(/\S/));
  const width = widths.reduce((least, each) => Math.min(least, each), widths[0] ?? 0);
  const indentation = full[0]?.slice(0, width) ?? '';
  // Tabs beside spaces have no common width.
  if (width === 0 || !full.every((line) => line.startsWith(indentation))) return lines;
  return lines.map((line) => (isBlank(line) ? line : line.slice(width)));
}

/** A code block of Markdown, if nothing is outside of it. */
function withoutBlock(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const fences = lines.filter((line) => line.startsWith('```')).length;
  const isBlock =
    last > first &&
    fences === 2 &&
    /^```\s?[\w.+-]{0,40}\s*$/.test(lines[first] ?? '') &&
    lines[last]?.trim() === '```';
  return isBlock ? lines.map((line, index) => (index === first || index === last ? '' : line)) : lines;
}
