import { describe, expect, it } from 'vitest';
import { missing_module } from '../../../src/languages/python/hook/index.js';

describe('the arguments that show the link', () => {
  const [argument = ''] = missing_module.argv('https://portal.example/app');

  it('are one word, and set nothing that a person’s profile sets too', () => {
    expect(missing_module.argv('https://portal.example/app')).toHaveLength(1);
    expect(argument).toMatch(/^--IPKernelApp\.code_to_run=/);
  });

  it('have one part that Jupyter fills in', () => {
    // jupyter_client, manager.py, format_kernel_cmd.
    expect(argument.match(/\{[A-Za-z0-9_]+\}/g)).toEqual(['{resource_dir}']);
  });
});
