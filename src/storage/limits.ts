import type { Paces } from '../delivery/ports.ts';
import type { Limits } from '../newsroom/limits.ts';

/** Counts uses in the same way as calls to platforms. */
export function createLimits(paces: Paces): Limits {
  return {
    async take(name, { uses, perMs }, now) {
      const leave = await paces.take({ name: `use:${name}`, windows: [{ calls: uses, perMs }] }, now);
      return 'allowedAt' in leave ? leave.allowedAt : undefined;
    },
  };
}
