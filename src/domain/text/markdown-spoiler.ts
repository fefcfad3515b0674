import type { Extension, Options } from 'mdast-util-from-markdown';

type SyntaxExtension = NonNullable<Options['extensions']>[number];
type Construct = Exclude<
  NonNullable<NonNullable<Exclude<SyntaxExtension, unknown[]>['text']>[number]>,
  unknown[]
>;

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    spoilerMark: 'spoilerMark';
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    spoilerMark: SpoilerMark;
  }
  interface RootContentMap {
    spoilerMark: SpoilerMark;
  }
}

/** One `||`. Two among the same siblings hide what is between them; a single one is text. */
export interface SpoilerMark {
  readonly type: 'spoilerMark';
  position?: undefined;
}

const pipe = 124;

const spoilerMark: Construct = {
  name: 'spoilerMark',
  tokenize(effects, ok, nok) {
    return function first(code) {
      effects.enter('spoilerMark');
      effects.consume(code);
      return function second(next) {
        if (next !== pipe) return nok(next);
        effects.consume(next);
        effects.exit('spoilerMark');
        return ok;
      };
    };
  },
};

/** Makes the Markdown tokenizer recognise `||` in running text, but not in code, addresses or tables. */
export const spoilerSyntax: SyntaxExtension = { text: { [pipe]: spoilerMark } };

/** Adds a `spoilerMark` node to the tree for each `||`. */
export const spoilerNodes: Extension = {
  enter: {
    spoilerMark(token) {
      this.enter({ type: 'spoilerMark' }, token);
    },
  },
  exit: {
    spoilerMark(token) {
      this.exit(token);
    },
  },
};
