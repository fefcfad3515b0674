import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void; // V8's own, which the flag puts there

/**
 * Bytes that objects in use hold, on the heap and beside it. What the process has resident says little: it keeps the
 * room of what was collected, and fills that first.
 */
export function bytesHeld(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
