/** What a sample is, and what all of them share. The words are hostile where a person chooses them. */

import type { Frame } from '../../../src/shared/frame.js';
import type { Pages } from '../../../src/web/pages/render.js';

/** A page in one state. */
export type Sample = {
  [Name in keyof Pages]: { title: string; name: Name; model: Pages[Name] };
}[keyof Pages];

export const now = Date.parse('2026-08-03T14:05:09Z');

/** Markup that must never become part of a page. */
export const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

export const frame = (title: string, section: Frame['section'], running = 0): Frame => ({
  base: '/pun/sys/create_kernel',
  title,
  section,
  running,
  csrf: 'a-token',
  dashboard: '/pun/sys/dashboard',
  portal: 'Open OnDemand',
  help: 'https://hpc.example.org/kernels',
  version: '0.1.0',
});
