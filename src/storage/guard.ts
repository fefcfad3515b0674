import { StoreUnavailable } from '../newsroom/records.ts';

const unavailable = /^(Command timed out|Connection is closed|connect |read |write |Stream isn't writeable)/;

/**
 * Wraps a records port: what Redis or the connection to it throws becomes {@link StoreUnavailable};
 * everything else, such as a refusal thrown by a use case inside a change, passes unchanged. Nothing is begun before
 * `untilUsable` says that there is a connection, or at all when it says that there is none.
 */
export function guard<T extends object>(
  port: T,
  untilUsable: () => boolean | Promise<boolean> = () => true,
): T {
  return new Proxy(port, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') return value;
      return async (...args: readonly unknown[]) => {
        const isUsable = untilUsable();
        // Nearly always so, and a wait for it would be felt with every command.
        if (isUsable !== true && !(await isUsable))
          throw new StoreUnavailable(new Error('There is no connection to Redis'));
        try {
          const given: unknown = await Reflect.apply(value, target, args);
          return given;
        } catch (error) {
          throw isStoreError(error) ? new StoreUnavailable(error) : error;
        }
      };
    },
  });
}

function isStoreError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const names = ['ReplyError', 'MaxRetriesPerRequestError', 'AbortError'];
  return names.includes(error.name) || unavailable.test(error.message);
}
