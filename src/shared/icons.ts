/** The icons of the pages, drawn for this app: 16 by 16, in the text colour. */

const drawings = {
  check: '<circle cx="8" cy="8" r="6.5"/><path d="M5 8.3l2.1 2.1L11 6.2"/>',
  cross: '<circle cx="8" cy="8" r="6.5"/><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"/>',
  clock: '<circle cx="8" cy="8" r="6.5"/><path d="M8 4.5V8l2.5 1.5"/>',
  spinner: '<circle cx="8" cy="8" r="6.5" opacity=".25"/><path d="M8 1.5A6.5 6.5 0 0 1 14.5 8"/>',
  dash: '<circle cx="8" cy="8" r="6.5"/><path d="M5 8h6"/>',
  warning: '<path d="M8 1.8L14.6 13.5H1.4zM8 6.3v3.4M8 11.5v.2"/>',
  info: '<circle cx="8" cy="8" r="6.5"/><path d="M8 7.3v3.8M8 4.8V5"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8.5" rx="1.2"/><path d="M3.5 10.5h-1V2.3h7.6v1"/>',
  download: '<path d="M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11"/>',
  out: '<path d="M9.5 2.5h4v4M13.3 2.7L7.5 8.5M6.5 3.5h-4v10h10v-4"/>',
  back: '<path d="M10 3L5 8l5 5"/>',
  up: '<path d="M3 10l5-5 5 5"/>',
  down: '<path d="M3 6l5 5 5-5"/>',
  bell: '<path d="M3 11.5h10L11.8 9.8V7a3.8 3.8 0 0 0-7.6 0v2.8zM6.5 13.7h3"/>',
  cubes: '<path d="M8 1.8l5.4 3v6.4L8 14.2l-5.4-3V4.8zM2.6 4.8L8 8l5.4-3.2M8 8v6.2"/>',
  file: '<path d="M9.3 1.8H3.5v12.4h9V5zM9.3 1.8V5h3.2"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.2"/><path d="M5.5 7V4.8a2.5 2.5 0 0 1 5 0V7"/>',
  moon: '<path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z"/>',
  sun: '<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>',
} as const;

export type IconName = keyof typeof drawings;

/** An icon as SVG. Screen readers skip it, since there is always text beside it. */
export function icon(name: IconName): string {
  return `<svg class="icon icon-${name}" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawings[name]}</svg>`;
}
