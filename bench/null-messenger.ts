import type { PlatformName } from '../src/domain/person.ts';
import type { Messenger, Render } from '../src/platforms/platform.ts';

/** A platform that takes everything at once. */
export interface NullMessenger extends Messenger {
  /** How many calls were made. */
  calls(): number;
}

/** The first message's id: as long as those that the platforms give now. */
const firstIds = { discord: 1_442_000_000_000_000_000n, telegram: 48_210n } as const;

/** A platform without a network: every call goes through, and each message gets an id of the usual length. */
export function createNullMessenger(
  platform: PlatformName,
  render: Render,
  onSend: () => void = () => undefined,
): NullMessenger {
  let calls = 0;
  const takes = async (messageId: string) => {
    calls += 1;
    return { kind: 'delivered', messageId } as const;
  };
  const takesKnown = ({ messageId }: { readonly messageId: string }) => takes(messageId);
  return {
    platform,
    sendIsRepeatable: platform === 'discord',
    render,
    calls: () => calls,
    send() {
      onSend();
      return takes(String(firstIds[platform] + BigInt(calls)));
    },
    edit: takesKnown,
    delete: takesKnown,
    pin: takesKnown,
  };
}
