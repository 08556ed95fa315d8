/** Splits a script into parts, so that commands stand out from the files that they write. */

export interface ScriptPart {
  /** `document`: the text of a file (a here-document). */
  kind: 'command' | 'comment' | 'document';
  /** Whole lines, with line ends. */
  text: string;
}

/** The joined texts are exactly the script. */
export function scriptParts(script: string): ScriptPart[] {
  const parts: ScriptPart[] = [];
  let mark: string | undefined;
  for (const line of script.split(/(?<=\n)/)) {
    const text = line.trimEnd();
    if (mark !== undefined && text !== mark) {
      add(parts, { kind: 'document', text: line });
    } else {
      add(parts, { kind: text.startsWith('#') ? 'comment' : 'command', text: line });
      mark = mark === undefined ? documentMark(text) : undefined;
    }
  }
  return parts;
}

function add(parts: ScriptPart[], part: ScriptPart): void {
  const last = parts.at(-1);
  if (last?.kind === part.kind) last.text += part.text;
  else parts.push(part);
}

/** The delimiter of the here-document that a line starts (steps/quote.ts). */
function documentMark(line: string): string | undefined {
  return /^cat > .* <<'(\w+)'$/.exec(line)?.[1];
}
