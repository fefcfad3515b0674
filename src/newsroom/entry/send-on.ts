import { covers, type Role } from '../../domain/person.ts';
import { publishWords } from './publish-entry.ts';
import { submitWords } from './submit-entry.ts';

/** Editors publish; what other people write goes to the desk. */
export function sendOnBy(role: Role | undefined): typeof publishWords {
  return covers(role, 'editor') ? publishWords : submitWords;
}
