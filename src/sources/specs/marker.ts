/** Environment markers of pip's requirements: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */

const VARIABLES =
  'python_version|python_full_version|os_name|sys_platform|platform_release|platform_system|platform_version|' +
  'platform_machine|platform_python_implementation|implementation_name|implementation_version|extra';
// Quoted values allow few characters: pip replaces `${NAME}` in a requirements file, and ends a line at every kind of
// line separator.
const TOKEN = new RegExp(
  `\\s*(?:(?<value>(?:${VARIABLES})(?!\\w)|"[\\w .+*-]*"|'[\\w .+*-]*')|(?<operator>===|[=!~<>]=|[<>]|not\\s+in(?!\\w)|in(?!\\w))|(?<join>(?:and|or)(?!\\w))|(?<bracket>[()]))\\s*`,
  'y',
);

type Kind = 'value' | 'operator' | 'join' | 'bracket';
interface Token {
  kind: Kind;
  text: string;
}

/** A marker in canonical spelling, such as `python_version >= "3.8" and extra == "x"`; undefined if it is not a marker. */
export function parseMarker(text: string): string | undefined {
  const tokens = tokensOf(text);
  if (!tokens || !isExpression(tokens)) return undefined;
  return tokens.reduce((done, { text: next }) => {
    const tight = done === '' || done.endsWith('(') || next === ')';
    return `${done}${tight ? '' : ' '}${next}`;
  }, '');
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const found = Object.entries(TOKEN.exec(text)?.groups ?? {}).find(([, part]) => part !== undefined);
    if (!found) return undefined;
    const [kind, part] = found as [Kind, string];
    tokens.push({
      kind,
      text: kind === 'operator' ? part.replace(/\s+/, ' ') : part.replace(/^'([^"]*)'$/, '"$1"'),
    });
  }
  return tokens;
}

/** Whether these are comparisons, joined by `and` and `or`, with balanced brackets. */
function isExpression(tokens: Token[]): boolean {
  let depth = 0;
  let state: 'left' | 'operator' | 'right' | 'end' = 'left';
  for (const { kind, text } of tokens) {
    if (state === 'left' && text === '(') depth += 1;
    else if (state === 'left' && kind === 'value') state = 'operator';
    else if (state === 'operator' && kind === 'operator') state = 'right';
    else if (state === 'right' && kind === 'value') state = 'end';
    else if (state === 'end' && kind === 'join') state = 'left';
    else if (state === 'end' && text === ')' && depth > 0) depth -= 1;
    else return false;
  }
  return state === 'end' && depth === 0;
}
