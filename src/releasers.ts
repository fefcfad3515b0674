/** Registers what has to be released at the end. */
export type OnRelease = (release: () => Promise<void>) => void;

/**
 * Runs `acquire`, which registers a release for each thing that it acquires. When it throws, everything acquired so
 * far is released, last first, and the error is thrown on. Otherwise returns the result and `release`, which releases
 * everything, last first, once, however often it is called. It throws the first error after trying all.
 */
export async function withReleasers<T>(
  acquire: (onRelease: OnRelease) => Promise<T>,
): Promise<{ readonly value: T; readonly release: () => Promise<void> }> {
  const releases: (() => Promise<void>)[] = [];
  try {
    const value = await acquire((release) => releases.push(release));
    let released: Promise<void> | undefined;
    return {
      value,
      release: () => {
        released ??= releaseAll(releases);
        return released;
      },
    };
  } catch (error) {
    await releaseAll(releases).catch(() => undefined);
    throw error;
  }
}

async function releaseAll(releases: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const release of releases.toReversed()) {
    try {
      await release();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
