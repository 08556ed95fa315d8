import { describe, expect, it } from 'vitest';
import { scopeWords } from '../../../src/builds/launchers/local.js';
import { siteSchema } from '../../../src/site/settings/index.js';

const words = (settings: object) => scopeWords(siteSchema.parse({ build_on: settings }).build_on).join(' ');

describe('A build on the portal host', () => {
  it('has no scope if the site sets no limits', () => {
    expect(words({})).toBe('');
  });

  it.each([
    [{ local_memory_megabytes: 4000 }, '--property MemoryMax=4000M --'],
    [{ local_cpu_percent: 150 }, '--property CPUQuota=150% --'],
    [
      { local_memory_megabytes: 4000, local_cpu_percent: 50 },
      '--property MemoryMax=4000M --property CPUQuota=50% --',
    ],
  ])('is limited to %j by the user’s systemd', (settings, properties) => {
    expect(words(settings)).toBe(`systemd-run --user --scope --quiet --collect ${properties}`);
  });
});
