/** Texts that break out of unescaped shell, YAML, ERB, Markdown or HTML. */

export const hostileTexts: Record<string, string> = {
  'both quotes': `it's "quoted" twice`,
  'a command in `$()`': '$(touch owned)',
  'a command between backticks': '`touch owned`',
  'line ends of a browser': 'numpy\r\npandas\r\n',
  'an ERB tag': '<%= `touch owned` %><%- raise -%>',
  'Ruby in a string': '#{`touch owned`}',
  markup: '</div></script><script>owned()</script><img src=x onerror=owned()>',
  markdown: '\n\n[link](javascript:owned())\n\n    code\n\n- item\n',
  'an argument of the scheduler': 'x"\n    - "--wrap=id',
  'an option': '--wrap=id',
  'a document of YAML': '\n---\nscript:\n  native: ["--wrap=id"]\n',
  'a closed quote and a command': `'; touch owned; echo '`,
  'the end of a here-document': '\nEND\ntouch owned\n',
  'a lone backslash': '\\',
  'a backslash before a line end': 'a\\\nb',
  'variables and globs': '~ $HOME ${PATH} * ? [a-z] {a,b} !! %s %d && || ;',
  'blanks at the ends': '  x y\t ',
  'pictures and separators': '🧪 naïve \u2028\u2029',
  'a NUL': 'a\0b',
  'a great length': 'x'.repeat(5000),
};
