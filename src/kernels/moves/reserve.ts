/**
 * Some space that is kept in the data root, so that a kernel can be removed where the disk or the quota is full: a removal
 * needs a lock and a record.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFull, writeFileAtomicSync } from '../../base/files.js';
import type { Site } from '../../site/site.js';

type ReserveSite = Pick<Site, 'data_root'>;

// In bytes; as much of it as there is room for. Random ones, since a file system may compress others.
const SIZES = [65_536, 32_768, 16_384];

function reserveFile({ data_root }: ReserveSite): string {
  return join(data_root, 'reserve');
}

/** Makes the reserve if there is none. It is no error if there is no room for it. */
export function keepReserve(site: ReserveSite): void {
  const file = reserveFile(site);
  if (existsSync(file)) return;
  for (const size of SIZES) {
    try {
      writeFileAtomicSync(file, randomBytes(size), 0o600);
      return;
    } catch {
      // There may be room for less.
    }
  }
}

/** Does what frees space; on a full file system once more, with the reserve. */
export async function withReserve<Value>(site: ReserveSite, free: () => Promise<Value>): Promise<Value> {
  try {
    return await free();
  } catch (error) {
    if (!isFull(error) || !existsSync(reserveFile(site))) throw error;
    rmSync(reserveFile(site), { force: true });
    return free();
  }
}
