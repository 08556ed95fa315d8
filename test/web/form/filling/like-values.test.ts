import { describe, expect, it } from 'vitest';
import { importLine } from '../../../../src/web/form/filling/like-values.js';

describe('a module of a link', () => {
  it.each(['cv2', 'google.cloud.storage', '_private', 'модуль'])(
    '%s becomes a line of the form',
    (module) => {
      expect(importLine(module, 'Python')).toBe(`import ${module}`);
    },
  );

  it.each(['', 'a b', 'a\nimport os', '1x', 'x;y', '-e .', 'x'.repeat(300)])('%j is refused', (module) => {
    expect(() => importLine(module, 'Python')).toThrow(/not the name of a Python module/);
  });
});
