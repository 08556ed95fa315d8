/** Which kernel a form changes, and which installed packages that upgrades, as fields of the form or an address. */
import { SHOWN_FIELD } from '../../../kernels/operations/shown.js';
import type { Upgrade } from '../../../kernels/requests/generation-request.js';

export interface Updated {
  /** The name of the kernel; absent if the form makes a new one. */
  update_of?: string;
  /** That kernel as the page showed it, as the text of its field. */
  shown?: string;
  upgrade?: Upgrade;
}

export interface UpgradeFields {
  upgrade: 'all' | 'some' | 'none';
  /** Names, separated by spaces. */
  upgrade_names: string;
}

/** The hidden fields of a form; none if it makes a new kernel. */
export function updateFields({ update_of, shown, upgrade = false }: Updated): Record<string, string> {
  if (!update_of) return {};
  return { update_of, ...(shown && { [SHOWN_FIELD]: shown }), ...upgradeFields(upgrade) };
}

export function readUpdateFields(fields: Record<string, unknown> = {}): Updated {
  const { update_of, [SHOWN_FIELD]: shown } = fields;
  if (typeof update_of !== 'string' || update_of === '') return {};
  return { update_of, ...(typeof shown === 'string' && { shown }), upgrade: readUpgrade(fields) };
}

export function upgradeFields(upgrade: Upgrade): UpgradeFields {
  if (typeof upgrade !== 'boolean') return { upgrade: 'some', upgrade_names: upgrade.join(' ') };
  return { upgrade: upgrade ? 'all' : 'none', upgrade_names: '' };
}

export function readUpgrade({ upgrade, upgrade_names }: Record<string, unknown>): Upgrade {
  if (upgrade === 'all') return true;
  if (upgrade !== 'some' || typeof upgrade_names !== 'string') return false;
  return upgrade_names.split(/[\s,]+/).filter(Boolean);
}
