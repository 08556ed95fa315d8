/** The variables of the shell that pasted commands set, and their values in later commands. */

export class Shell {
  private readonly variables = new Map<string, string>();

  set(name: string, value: string): void {
    this.variables.set(name, value);
  }

  /** A word with the values of the variables that were set; others stay as they are written. */
  fill(word: string): string {
    if (!word.includes('$')) return word;
    return word.replace(/\$(?:\{(\w{1,128})\}|(\w{1,128}))/g, (given, braced?: string, bare?: string) => {
      return this.variables.get(braced ?? bare ?? '') ?? given;
    });
  }
}

/** `NAME=value` as one word of a command. */
export function assignmentIn(word: string): { name: string; value: string } | undefined {
  const [, name, value] = /^([A-Za-z_]\w{0,127})=(?!=)(.*)$/s.exec(word) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}
