/** A printed script in parts, so that a reader's eye finds the commands among the files that they write. */

export interface ScriptPart {
  /** `document`: the text of a file (a here-document). */
  kind: 'command' | 'comment' | 'document';
  /** Whole lines with their ends. */
  text: string;
}

/** The texts joined are the script again, byte for byte. */
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

/** The word that ends the file which a line begins to write (plan/quote.ts). */
function documentMark(line: string): string | undefined {
  return /^cat > .* <<'(\w+)'$/.exec(line)?.[1];
}
