/** Finds the package names in the list of an index, in JSON or HTML, piece by piece. Pure. */

const NAME_IN_JSON = /"name"\s*:\s*"([\w.-]{1,200})"/g;
const NAME_IN_LINK = /<a\s[^>]{0,1000}>\s*([\w.-]{1,200})\s*<\/a>/gi;
// No name with what is around it is longer.
const KEPT = 1500;

export class NameScanner {
  private rest = '';
  private pattern: RegExp | undefined;

  add(piece: string): string[] {
    this.rest += piece;
    this.pattern ??= this.rest.trimStart().startsWith('{') ? NAME_IN_JSON : NAME_IN_LINK;
    const names: string[] = [];
    let end = 0;
    for (const match of this.rest.matchAll(this.pattern)) {
      names.push(match[1] ?? '');
      end = match.index + match[0].length;
    }
    this.rest = this.rest.slice(Math.max(end, this.rest.length - KEPT));
    return names;
  }
}
