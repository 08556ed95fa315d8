/** The page of a build: shows its log and follows a running build to its end. */
import { followBuild } from './build/live-build.js';
import { startNotifyButton } from './build/notify.js';
import { showOutcomeFirst } from './build/reload.js';
import { forgetSentDraft } from './create/draft.js';
import { LogPane } from './log/log-pane.js';
import { LogSearch } from './log/log-search.js';
import { pieceReader } from './log/log-source.js';
import { hideFollowing, startLineLinks, startLogTools } from './log/log-tools.js';
import { byId } from './shared/elements.js';

const {
  buildId = '',
  linesUrl = '',
  eventsUrl = '',
  stateUrl = '',
  ...data
} = byId('main', HTMLElement).dataset;
const offset = Number(data.offset);

forgetSentDraft();

const pane: LogPane = new LogPane({
  start: Number(data.tailOffset),
  end: offset,
  read: pieceReader(linesUrl),
  onPainted: (fresh) => search.refresh(fresh),
});
const search = new LogSearch(pane);
startLogTools();
startLineLinks(pane);

if (data.ended !== undefined) {
  showOutcomeFirst(buildId);
  hideFollowing();
} else {
  const ahead = Date.now() - Number(data.now ?? Date.now());
  startNotifyButton(buildId);
  void followBuild({ id: buildId, eventsUrl, stateUrl, offset, ahead, pane });
}
