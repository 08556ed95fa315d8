import { describe, expect, it } from 'vitest';
import { assetText } from '../../../src/web/assets.js';
import { renderPage } from '../../../src/web/pages/render.js';
import { textOf } from '../../support/page.js';
import { use } from '../samples/build.js';
import { hostile, renderSample, samples } from '../samples.js';

describe.each(samples)('The page $title', (sample) => {
  const html = renderSample(sample, renderPage);

  it('is whole', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" /);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });

  it('keeps what people typed from becoming markup', () => {
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('alert(1)</script>');
  });

  it('has no inline script but the app’s theme and no inline style, as the content policy requires', () => {
    const scripts = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)];
    expect(scripts.length).toBeGreaterThan(0);
    const others = scripts.filter(([, attributes, text]) => !attributes?.includes('src="') || text !== '');
    // Its hash is in the policy (test/web/assets.test.ts).
    expect(others.filter(([, , text]) => text !== assetText('theme.js'))).toEqual([]);
    expect(html).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
  });

  it('gives every id once', () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('proves with each form that changes something that it is ours', () => {
    const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
    const posting = forms.filter(([, attributes]) => attributes?.includes('method="post"'));
    expect(posting.filter(([, , inside]) => !inside?.includes('name="csrf_token" value="a-token"'))).toEqual(
      [],
    );
  });

  it('points every label, link within the page and description at something that is there', () => {
    const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
    const labels = [...html.matchAll(/\sfor="([^"]*)"|aria-(?:describedby|labelledby)="([^"]*)"/g)];
    const pointed = labels.flatMap(([, label, described]) => (label ?? described ?? '').split(' '));
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    // A phase without a line in the log has a link that is hidden.
    const missing = [...pointed, ...links].filter((id) => !ids.has(id) && id !== 'L1');
    expect(missing).toEqual([]);
  });

  it('keeps every link and form under the base path', () => {
    const own = [...html.matchAll(/(?:href|src|action|formaction)="(\/[^"]*)"/g)].map(([, path]) => path);
    expect(own.filter((path) => !path?.startsWith('/pun/sys/'))).toEqual([]);
  });
});

it.each(samples)('says on the page $title what a generation is, where the word is first', (sample) => {
  const body = renderSample(sample, renderPage)
    .replace(/^.*<main/s, '')
    .replace(/<[^>]*>/g, '');
  const [, explanation = 'environment'] = /\bgenerations?\b(.{0,200})/is.exec(body) ?? [];
  expect(explanation).toContain('environment');
});

const htmlOf = (title: string): string => {
  const sample = samples.find((each) => each.title === title);
  if (!sample) throw new Error(`There is no sample ${title}`);
  return renderSample(sample, renderPage);
};

it('shows hostile text as text', () => {
  const escaped = hostile
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&#34;')
    .replace(/'/g, '&#39;');
  expect(htmlOf('create-understood')).toContain(escaped);
  expect(htmlOf('build-running')).toContain(escaped);
});

it.each([
  ['kernels-empty', 'You have no kernels yet', false],
  ['kernels-all-removed', 'Undo brings old back: see Removed.', true],
])('says on %s how to get a kernel: %s', (title, words, removed) => {
  const html = htmlOf(title);
  expect(textOf(html)).toContain(words);
  expect(html.includes('/kernels/undo"')).toBe(removed);
});

it('says a mistake in the summary with a link to its field, and again at the field', () => {
  const html = htmlOf('create-problems');
  expect(html).toContain(
    '<a href="#kernel_channels"><code>conda forge</code> is not a channel or a package index</a>',
  );
  expect(html).toMatch(/id="kernel_channels-error"[^>]*>.*<code>conda forge<\/code> is not a channel/);
  expect(html).toMatch(
    /<textarea[^>]*id="kernel_channels"[^>]*aria-describedby="[^"]*kernel_channels-error"[^>]*aria-invalid="true"/,
  );
});

it.each([
  ['build-running', '▶ Climate analysis running'],
  ['build-ready', '✓ Climate analysis ready'],
  ['build-failed', '✗ Climate analysis failed'],
])('has the state in the title of %s', (title, words) => {
  expect(htmlOf(title)).toContain(`<title>${words}`);
});

it('lists each step of an ended build with its end, its duration and its peak memory', () => {
  const row = /<th scope="row">Install 4 packages and what they need<\/th>.*/.exec(
    htmlOf('build-failed'),
  )?.[0];
  expect(row?.replace(/<[^>]*>/g, '|').replace(/\|+/g, '|')).toBe(
    '|Install 4 packages and what they need|Failed|1|21 s|212 MB|',
  );
});

describe('A build without scripts', () => {
  /** What its frame has. */
  const framed = (title: string): string => {
    const sample = samples.find((each) => each.title === title);
    if (sample?.name !== 'build') throw new Error(`There is no sample ${title}`);
    return renderPage('build', { ...sample.model, framed: true });
  };

  // A button that is pressed on a page that is loaded again may do nothing.
  it.each(['build-running', 'build-waiting'])(
    'is loaded again in a frame beside its buttons: %s',
    (title) => {
      expect(htmlOf(title)).toMatch(/<noscript><iframe [^>]*src="[^"]*\?framed"/);
      expect(htmlOf(title)).toContain('Cancel this build');
      expect(htmlOf(title)).not.toContain('http-equiv="refresh"');
      expect(framed(title)).toContain('http-equiv="refresh"');
      expect(framed(title)).not.toContain('Show the result');
    },
  );

  it.each(['build-ready', 'build-failed'])('has a link to its result in the frame: %s', (title) => {
    expect(htmlOf(title)).not.toContain('<iframe');
    expect(framed(title)).not.toContain('http-equiv="refresh"');
    expect(framed(title)).toMatch(/<a href="[^"]*" target="_top">Show the result</);
  });

  it.each(['build-running', 'build-ready'])('has only what changes in the frame: %s', (title) => {
    expect(framed(title)).toContain('id="log-lines"');
    expect(framed(title)).not.toMatch(/<form|<iframe|type="module"|<header|id="outcome"/);
  });
});

it('keeps the first line break of a text area’s value, which HTML would swallow', () => {
  const sample = samples.find(({ title }) => title === 'create-empty');
  if (sample?.name !== 'create') throw new Error('There is no sample create-empty');
  const basic = sample.model.basic.map((field) => ({ ...field, value: '\nnumpy' }));
  expect(renderPage('create', { ...sample.model, basic })).toContain('>\n\nnumpy</textarea>');
});

describe('Names in any script', () => {
  it.each([
    ['builds', '<a href="[^"]*/builds/[^"]*" dir="auto">'],
    ['kernels', '<a href="[^"]*/kernels/show[^"]*" dir="auto">'],
    ['create-understood', '<span class="tile-name" dir="auto">'],
    ['create-understood', '<span class="chip-label" dir="auto">'],
    ['build-ready', '<h1 dir="auto">'],
    ['build-ready', 'as <strong dir="auto">'],
    ['kernel-climate-analysis', '<h1 dir="auto">'],
    ['preview-resolved', '<h1>Preview of <bdi>'],
    ['update', '<h1>Update <bdi>'],
  ])('are written in their own direction: %s has %s', (title, start) => {
    expect(htmlOf(title)).toMatch(new RegExp(start));
  });
});

it.each([
  ['create-empty', true],
  ['create-understood', false],
  ['create-preset', false],
  ['create-problems', false],
])('offers to start over only where there is something: hidden in %s: %s', (title, hidden) => {
  expect(/<a id="start-over"[^>]*>/.exec(htmlOf(title))?.[0].includes(' hidden')).toBe(hidden);
});

it('offers on the form, without scripts, to run the notebook that is given', () => {
  expect(htmlOf('create-empty')).toMatch(/<noscript>.*name="run_notebook" value="1">.*<\/noscript>/);
  expect(htmlOf('create-empty')).toMatch(/<noscript>.*name="take_servers" value="1">.*<\/noscript>/);
});

it('begins the title with Error where a form was refused', () => {
  expect(htmlOf('create-problems')).toMatch(/<title>Error: /);
  expect(htmlOf('create-understood')).not.toMatch(/<title>Error: /);
});

it('shows how much of the space is free', () => {
  expect(htmlOf('create-understood')).toMatch(
    /<meter id="summary-meter"[^>]* value="0\.312" aria-label="Free space">/,
  );
  expect(htmlOf('create-empty')).toMatch(/<meter id="summary-meter"[^>]* hidden>/);
});

describe('The page of a build', () => {
  it('has a link to the line that says why it failed, among the tools of the log', () => {
    const line = /id="log-error" href="#L(\d+)"/.exec(htmlOf('build-failed'))?.[1];
    expect(Number(line)).toBeGreaterThan(0);
    expect(htmlOf('build-ready')).not.toContain('id="log-error"');
  });

  it('shows while it is being cancelled that it is, without another button for it', () => {
    const html = htmlOf('build-cancelling');
    expect(html).toMatch(/id="state-badge"[^>]*>.*<span class="state-word">Cancelling…<\/span>/);
    expect(html).toMatch(/<details class="confirm confirm-removal" id="cancel" hidden>/);
    expect(htmlOf('build-running')).toMatch(/<details class="confirm confirm-removal" id="cancel">/);
  });

  it('has, when the kernel is ready, its first cell, commands and files, and a link with its recipe', () => {
    const html = htmlOf('build-ready');
    const uses = [...html.matchAll(/<pre id="use-(\w+)"[^>]*>([^<]*)/g)].map(([, id, text]) => [id, text]);
    expect(Object.fromEntries(uses)).toEqual(
      Object.fromEntries(Object.entries(use).map(([id, text]) => [id, text.replaceAll('"', '&#34;')])),
    );
    const files = [...html.matchAll(/href="[^"]*\/files\/([^"]*)" download>/g)].map(([, name]) => name);
    expect(files).toEqual(['recipe.yml', 'lock.txt', 'script.sh']);
    expect(html).toMatch(/<a class="copy-link [^"]*" href="[^"]*#recipe=x"/);
    expect(htmlOf('build-removed')).not.toContain('id="use-cell"');
  });

  it('shows how far the running step is', () => {
    const sample = samples.find(({ title }) => title === 'build-running');
    if (sample?.name !== 'build') throw new Error('There is no sample build-running');
    const { state, now } = sample.model;
    const progress = {
      ...{ since: now - 10_000, seen: now, bytes: { done: 412e6, total: 903e6 } },
      ...{ packages: { done: 12, total: 41 }, open: [{ package: 'torch', bytes: 903e6 }] },
    };
    const steps = state.steps.map((step) => (step.status === 'running' ? { ...step, progress } : step));
    const html = renderPage('build', { ...sample.model, state: { ...state, steps } });
    expect(/<span class="phase-now">(Downloading.*?)<\/span>/.exec(html)?.[1]).toBe(
      'Downloading <code>torch</code> (903 MB) · 412 MB of 903 MB · 12 of 41 packages · about 12 s left',
    );
  });
});
