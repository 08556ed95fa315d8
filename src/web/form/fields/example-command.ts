/** The install command among the examples of the page *Create*. */
import { defaultLanguage } from '../../../languages/index.js';
import { installsFromChannels } from '../../../plan/asked-of-channels.js';
import { availableManagers } from '../../../plan/choose-manager.js';
import { policyErrors } from '../../../site/policy.js';
import type { EquippedSite } from '../../../site/site.js';

const PACKAGES = 'geopandas rasterio';
const CHANNEL = 'conda-forge';

/** One that this site can follow: it has a manager for it, and allows its channel. */
export function exampleCommand(site: EquippedSite): string {
  if (!availableManagers(defaultLanguage, site).some(installsFromChannels)) return `pip install ${PACKAGES}`;
  const refused = policyErrors({ channels: [CHANNEL], packages: [] }, site);
  return `conda install ${refused.length > 0 ? '' : `-c ${CHANNEL} `}${PACKAGES}`;
}
