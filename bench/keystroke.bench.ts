/**
 * Time from a keystroke in the form to the understood packages, with 100 packages and without the network. Processor time,
 * since other programs run too.
 */
import { readSubmission } from '../src/form/submission.js';
import { understand } from '../src/web/form/typing/understand.js';
import { median, quantile, tell, withHome } from './support.js';

const KEYSTROKES = 200;
const PACKAGES = Array.from({ length: 100 }, (_, index) => `package-${index}>=1.${index}`);

await withHome(async ({ equip }) => {
  const site = await equip();
  const times: number[] = [];
  for (let keystroke = 0; keystroke <= KEYSTROKES; keystroke++) {
    const form = { kernel_name: `kernel ${keystroke}`, kernel_packages: PACKAGES.join('\n') };
    const started = process.cpuUsage();
    await understand(readSubmission(form, [], site), site);
    const { user, system } = process.cpuUsage(started);
    // The first keystroke loads what the others need.
    if (keystroke > 0) times.push((user + system) / 1000);
  }
  tell('a keystroke until it is understood, median', median(times), { most: 30 }, ' ms');
  tell('the same, 95 % of them', quantile(times, 0.95), { most: 30 }, ' ms');
});
