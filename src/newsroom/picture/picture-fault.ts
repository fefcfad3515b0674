/** The largest image that both platforms accept as a photo (Telegram Bot API, sendPhoto: 10 MB). */
export const maxImageBytes = 10_000_000;

/** Why a platform's adapter has no bytes of an uploaded image. */
export type FetchFault =
  /** It is larger than {@link maxImageBytes}. */
  | 'too-large'
  /** The platform no longer has it, or does not answer. */
  | 'not-given'
  /** It took too long. */
  | 'too-slow';

/** An uploaded image that cannot be fetched. Contains no address, since addresses may contain a bot's token. */
export class PictureNotFetched extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault) {
    super(`The picture cannot be fetched: ${fault}.`);
    this.name = 'PictureNotFetched';
    this.fault = fault;
  }
}
