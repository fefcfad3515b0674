import type { PlatformName } from '../src/domain/person.ts';
import type { Messenger, Render } from '../src/platforms/platform.ts';

/** A platform that takes everything at once. */
export interface NullMessenger {
  readonly messenger: Messenger;
  /** How many messages were sent, edits and pins aside. */
  sent(): number;
}

/** The first message's id: as long as those that the platforms give now. */
const firstIds = { discord: 1_442_000_000_000_000_000n, telegram: 48_210n } as const;

/** A platform without a network: every call goes through, and each message gets an id of the usual length. */
export function createNullMessenger(platform: PlatformName, render: Render, onCall: () => void): NullMessenger {
  let sent = 0;
  const takes = async (messageId: string) => {
    onCall();
    return { kind: 'delivered', messageId } as const;
  };
  const takesRef = ({ messageId }: { readonly messageId: string }) => takes(messageId);
  return {
    sent: () => sent,
    messenger: {
      platform,
      sendIsRepeatable: platform === 'discord',
      render,
      send() {
        sent += 1;
        return takes(String(firstIds[platform] + BigInt(sent)));
      },
      edit: takesRef,
      delete: takesRef,
      pin: takesRef,
    },
  };
}
