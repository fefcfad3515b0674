import type { Action } from './answer.ts';

/** The button that shows a scheduled entry, to move, cancel or publish it. */
export function scheduledAction(entry: string): Action {
  return { label: 'Move or cancel', path: ['scheduled'], input: { entry } };
}

/** The button that shows how far an entry is delivered. */
export function statusAction(entry: string): Action {
  return { label: 'Status', path: ['status'], input: { entry } };
}

/** The button that opens the form for a correction, on platforms that have forms. */
export function correctAction(entry: string): Action {
  return { label: 'Correct', path: ['correct'], input: { entry }, asks: true };
}
