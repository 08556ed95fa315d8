/** The script of every page. */
import { startCopyButtons, startCopyLinks } from './page/copy.js';
import { startEscape } from './page/escape.js';
import { startRowFilters } from './page/filter-rows.js';
import { startSortableTables } from './page/sort.js';
import { startThemeButton } from './page/theme-button.js';
import { startTimes } from './page/times.js';

startThemeButton();
startCopyButtons();
startCopyLinks();
startTimes();
startEscape();
startSortableTables();
startRowFilters();
