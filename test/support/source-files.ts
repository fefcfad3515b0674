import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One TypeScript file of the project. Paths are relative to the project's folder. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text with comments taken out and the contents of strings, templates and patterns blanked. */
  readonly code: string;
  /** What it imports, types included: files of the project by their path, packages by their name. */
  readonly imports: readonly string[];
}

/** Reads every TypeScript file below a folder. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => sourceFile(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

/** Reads one file's imports and code from its text. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, code: codeOf(text), imports: importsOf(path, text) };
}

function importsOf(path: string, text: string): readonly string[] {
  const statements = text.matchAll(
    /^(?:import|export)\b[^;'"]*\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...statements].map(([, from, bare, dynamic]) => {
    const specifier = from ?? bare ?? dynamic ?? '';
    return specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
  });
}

/** Comments, strings, templates and patterns, whichever begins first; templates within templates stay as they are. */
const nonCode =
  /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|(?<=[=(,:[!&|?{;]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

function codeOf(text: string): string {
  return text.replace(nonCode, (match) => (match.startsWith('/*') || match.startsWith('//') ? '' : "''"));
}
