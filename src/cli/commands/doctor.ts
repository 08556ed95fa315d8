import { examine, isWell, type Status } from '../../doctor/index.js';
import { findingLines, statusMarks } from '../../doctor/text.js';
import { type Command, exits } from '../command.js';
import { inTone } from '../output/colours.js';
import { plainText } from '../output/plain-text.js';

/** Checks the installation, for administrators. */
export const doctor: Command = {
  id: 'doctor',
  description: 'Checks what the app needs on this host and suggests fixes',
  arguments: [],
  options: [],
  async run(given, terminal) {
    const findings = await examine();
    const mark = (status: Status) =>
      terminal.colour ? inTone(statusMarks[status], tones[status]) : statusMarks[status];
    const shown = findings.map(({ found, fix, ...rest }) => {
      return { ...rest, found: plainText(found), ...(fix && { fix: plainText(fix) }) };
    });
    if (given.json) await terminal.print(JSON.stringify(findings));
    else await terminal.print(...findingLines(shown, mark));
    return isWell(findings) ? exits.done : exits.checkFailed;
  },
};

const tones = { ok: 'success', warn: 'warning', fail: 'danger' } as const;
