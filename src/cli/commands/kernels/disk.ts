import { cleanDisk, measureDisk } from '../../../kernels/disk/disk.js';
import { count, formatSize } from '../../../shared/format.js';
import { equipSite, readSite } from '../../../site/site.js';
import { type Command, exits } from '../../command.js';
import { tableLines } from '../../output/table.js';

// Seconds for each place.
const MEASURE = 60;

/** Shows what takes space on disk, and removes what can be removed safely. */
export const disk: Command = {
  id: 'disk',
  description: 'Shows what takes space on disk, and removes what can be removed safely',
  arguments: [],
  options: [
    {
      flag: '--clean',
      value: 'WHAT',
      description: 'remove what can be removed safely from one place: a word of the column *Place*',
    },
    { flag: '--dry-run', description: 'with `--clean`: print what it would free, and change nothing' },
  ],
  async run(given, terminal) {
    const site = readSite();
    const place = given.text('--clean');
    if (place !== '') {
      const dry_run = given.flag('--dry-run');
      const freed = await cleanDisk(place, await equipSite(site), { dry_run, seconds: MEASURE });
      const message = dry_run ? `It would free ${formatSize(freed)}` : `${formatSize(freed)} are being freed`;
      await terminal.print(given.json ? JSON.stringify({ freed, dry_run }) : message);
      return exits.done;
    }
    const rows = await measureDisk(site, { seconds: MEASURE });
    const cells = rows.map(({ id, title, bytes, files, complete, removable }) => [
      ...[id, title, `${complete ? '' : '≥ '}${formatSize(bytes)}`, count(files, 'file')],
      removable === undefined ? '' : formatSize(removable),
    ]);
    const headings = ['Place', 'What', 'Size', 'Files', 'Can be removed'];
    const named = rows.flatMap(({ title, names = [], removable }) =>
      names.length > 0 ? ['', `${removable === undefined ? title : 'Unused'}: ${names.join(', ')}`] : [],
    );
    await terminal.print(
      ...(given.json ? [JSON.stringify(rows)] : [...tableLines(headings, cells), ...named]),
    );
    return exits.done;
  },
};
