/** The page of a build: shows its log and follows a running build to its end. */
import { fetchState, followBuild } from './builds/live-build.js';
import { startNotifyButton } from './builds/notify.js';
import { restoreSearch, showOutcomeFirst } from './builds/reload.js';
import { forgetSentDraft } from './create/form/draft.js';
import { LogPane } from './log/log-pane.js';
import { pieceReader } from './log/log-source.js';
import { hideFollowing, startLineLinks, startLogTools } from './log/log-tools.js';
import { SearchBar } from './log/search/log-search.js';
import { byId } from './shared/elements.js';
import { isFailure } from './shared/session.js';

const {
  buildId = '',
  linesUrl = '',
  eventsUrl = '',
  stateUrl = '',
  searchUrl = '',
  ...data
} = byId('main', HTMLElement).dataset;
const offset = Number(data.offset);

forgetSentDraft();

const pane: LogPane = new LogPane({
  start: Number(data.tailOffset),
  end: offset,
  total: Number(data.lines),
  read: pieceReader(linesUrl),
  onPainted: (fresh) => search.refresh(fresh),
});
const search: SearchBar = new SearchBar(searchUrl, pane);
startLogTools();
startLineLinks(pane);
restoreSearch();
search.start();

if (data.ended !== undefined) {
  showOutcomeFirst(buildId);
  hideFollowing();
  void fetchState(stateUrl).then((state) => !isFailure(state) && pane.setSteps(state.steps));
} else {
  const ahead = Date.now() - Number(data.now ?? Date.now());
  startNotifyButton(buildId);
  void followBuild({ id: buildId, eventsUrl, stateUrl, offset, ahead, pane });
}
