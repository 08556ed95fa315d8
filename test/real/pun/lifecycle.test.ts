/** Passenger ends an app whenever it likes: a build goes on, and its page is found again. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readBuild } from '../../../src/builds/builds.js';
import { killProcess, mayMakeUsers } from '../../parts/pun/user.js';
import { openPrivateBrowser } from '../../support/browser.js';
import { makeGate } from '../../support/gate.js';
import { writtenLines } from '../../support/log.js';
import {
  appAt,
  type Entrance,
  makePortal,
  orderBy,
  type Portal,
  smokeGate,
  visitorOf,
} from '../../support/portal.js';
import { ended } from '../../support/pretend.js';
import { patient, waitFor } from '../../support/wait.js';
import { lineTexts, openPage, showsEnd } from '../../support/windows.js';

interface End {
  /** The kernel is a real one, not that of the pretend uv. */
  real?: boolean;
  /** Ends the app's process. */
  act(entrance: Entrance, portal: Portal): Promise<void>;
  /** Undoes what keeps a new one from starting. */
  undo(entrance: Entrance): Promise<void>;
  idleSeconds?: number;
}

const nothing = async () => {};
const ends: Record<string, End> = {
  'for it has been idle': { act: nothing, undo: nothing, idleSeconds: 1 },
  'with the whole nginx': { real: true, act: ({ pun }) => pun.stop(), undo: ({ pun }) => pun.start() },
  'by kill -9': {
    act: async (_, portal) => {
      for (const pid of portal.processes()) killProcess(pid);
    },
    undo: nothing,
  },
};

describe.skipIf(!mayMakeUsers)('When Passenger’s app is ended', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await makePortal();
    return () => portal.close();
  });

  it.each(Object.keys(ends))(
    '%s, a build goes on to its kernel, and its page shows the whole log',
    async (how) => {
      const { act, undo, idleSeconds, real } = ends[how] as End;
      const name = how.replace(/\W+/g, '-');
      const gate = makeGate(portal.home, name);
      const entrance = await portal.open(idleSeconds ? { idleSeconds } : {});
      if (!real) portal.home.hook(`echo begun; ${gate.wait}`);
      const fields: Record<string, string> = real
        ? { kernel_packages: 'six', kernel_manager: 'venv', smoke_code: smokeGate(gate) }
        : { kernel_manager: 'uv' };
      const id = await orderBy(visitorOf(entrance), { ...fields, kernel_name: name });
      // An open page follows the build; a hidden or closed one does not, and only then an app is idle.
      const open = async () => openPage(await openPrivateBrowser(), appAt(entrance), `/builds/${id}`);
      const watching = idleSeconds ? undefined : await open();
      await waitFor('the build to be on its way', async () => {
        return (await writtenLines((await readBuild(id, portal.home.site)).files)).length > 0;
      });
      await act(entrance, portal);
      await waitFor('the app to end', () => portal.processes().length === 0);
      gate.open();
      await undo(entrance);
      const { state, files } = await ended(id, portal.home);
      expect(state).toMatchObject({ status: 'succeeded' });
      const page = watching ?? (await open());
      await showsEnd(page);
      expect(await page.textContent('#outcome')).toContain('Your kernel is ready');
      await expect.poll(() => lineTexts(page), patient).toEqual(await writtenLines(files));
      await entrance.pun.stop();
    },
  );
});
