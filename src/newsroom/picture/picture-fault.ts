/** The greatest image that both platforms take as a photo (Telegram Bot API, sendPhoto: 10 MB). */
export const maxImageBytes = 10_000_000;

/** Why a platform's adapter has no bytes of an uploaded image to give. */
export type FetchFault =
  /** It is larger than {@link maxImageBytes}. */
  | 'too-large'
  /** The platform does not know it any more, or does not answer. */
  | 'not-given'
  /** It took too long. */
  | 'too-slow';

/** An uploaded image that cannot be fetched. Holds no address: addresses may hold a bot's token. */
export class PictureNotFetched extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault) {
    super(`The picture cannot be fetched: ${fault}.`);
    this.name = 'PictureNotFetched';
    this.fault = fault;
  }
}
