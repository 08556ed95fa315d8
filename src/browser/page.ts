/** The script of every page. */
import { startCopyButtons } from './page/copy.js';
import { startSortableTables } from './page/sort.js';
import { startThemeButton } from './page/theme-button.js';
import { startTimes } from './page/times.js';

startThemeButton();
startCopyButtons();
startTimes();
startSortableTables();
