import { expect, it } from 'vitest';
import { scriptParts } from '../../../../src/web/pages/create/script-parts.js';

const script = `#!/bin/bash
# Write a file
cat > /tmp/a <<'END'
# not a comment of the script
text
END
echo done
`;

it('distinguishes commands, comments and the files that they write', () => {
  expect(scriptParts(script)).toEqual([
    { kind: 'comment', text: '#!/bin/bash\n# Write a file\n' },
    { kind: 'command', text: "cat > /tmp/a <<'END'\n" },
    { kind: 'document', text: '# not a comment of the script\ntext\n' },
    { kind: 'command', text: 'END\necho done\n' },
  ]);
});

it.each([[script], ['no line end'], ["cat > /tmp/a <<'END'\nnever ended\n"], ['\n\n']])(
  'loses nothing of %j',
  (text) => {
    const parts = scriptParts(text);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  },
);
