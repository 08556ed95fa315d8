/** Which kernel a form changes, and which installed packages that upgrades, as fields of the form or an address. */
import type { Upgrade } from '../../../kernels/requests/generation-request.js';

export interface Updated {
  /** The name of the kernel; absent if the form makes a new one. */
  update_of?: string;
  upgrade?: Upgrade;
}

export interface UpgradeFields {
  upgrade: 'all' | 'some' | 'none';
  /** Names, separated by spaces. */
  upgrade_names: string;
}

/** The hidden fields of a form; none if it makes a new kernel. */
export function updateFields({ update_of, upgrade = false }: Updated): Record<string, string> {
  return update_of ? { update_of, ...upgradeFields(upgrade) } : {};
}

export function readUpdateFields(fields: Record<string, unknown> = {}): Updated {
  const { update_of } = fields;
  return typeof update_of === 'string' && update_of !== '' ? { update_of, upgrade: readUpgrade(fields) } : {};
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
