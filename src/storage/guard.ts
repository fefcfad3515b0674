import { StoreUnavailable } from '../newsroom/records.ts';

const unavailable = /^(Command timed out|Connection is closed|connect |read |write |Stream isn't writeable)/;

/**
 * Wraps a records port. Errors of Redis and its connection become {@link StoreUnavailable}; all other errors, such as
 * a use case's refusal inside a change, pass unchanged. Each call waits for `untilUsable`, and fails when that says
 * that there is no connection.
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
        // Usually usable at once; waiting for a promise would slow every command.
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
