/*
 * A backlog is a sorted set, and its lowest score is next. Scores are in two bands, each sorted by the order with which
 * its items were added (milliseconds, and the quarters that fan-out needs between what one event brings):
 *
 *   in front   order - frontBand   below 0
 *   in turn    order               from 0 on
 *
 * A score is also its item's stamp, which has to change whenever the item is asked for again.
 */

import type { Instant } from '../domain/time/instant.ts';

/** Orders stay below this until the year 2039. Even after that, an item in front comes before all others. */
const frontBand = 2 ** 41;

/**
 * Added to the score of a waiting item that is asked for again: that changes its stamp but not its place. A double can
 * tell steps of 1/2048 apart until the year 2109.
 */
const nudge = 1 / 2048;

/** The bands in Lua, to begin a script with: `inFront(order)` is a score, `isInFront(score)` its band. */
export const bandsInLua = `
local nudge = ${nudge}
local function inFront(order) return order - ${frontBand} end
local function isInFront(score) return score < 0 end
`;

/** Whether a score, as Redis writes it, is in front; false for the empty score of an empty backlog. */
export function isInFront(score: string): boolean {
  return score.startsWith('-');
}

/** The order with which an item was added, in front or not: close to the moment when it was asked for. */
export function orderOf(score: string): Instant {
  return Number(score) + (isInFront(score) ? frontBand : 0);
}
