import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../src/newsroom/command/command-line.ts';
import { typedCommands } from '../../../support/typed-commands.ts';

const twoStories = ['harbour-bridge', 'ferry-strike'];

function read(text: string, liveStories: readonly string[] = twoStories) {
  return parseCommandLine(text, { commands: typedCommands, liveStories });
}

function inputOf(text: string, liveStories?: readonly string[]) {
  const result = read(text, liveStories);
  return result !== undefined && 'input' in result ? result.input : result;
}

const bridge = { story: 'harbour-bridge' };

describe('which command', () => {
  it.each(['', 'hello', 'hello /update', '/', '/nothing here', '/updates x'])('is none: %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is read in any case and before any white space', () => {
    expect(read('  /Update\tharbour-bridge Closed')).toEqual({
      path: ['update'],
      input: { ...bridge, headline: 'Closed' },
    });
  });

  it('takes the subcommand from the first word', () => {
    expect(read('/key Move 3 1')).toEqual({ path: ['key', 'move'], input: { number: 3, to: 1 } });
  });

  it.each(['/key', '/key turn 3'])('names the subcommands for %j', (text) => {
    expect(read(text)).toEqual({ problem: 'Say which one you mean: /key move, /key list.' });
  });
});

describe('words without a name', () => {
  it.each([
    [
      'a live story and a headline',
      '/update harbour-bridge Bridge closed to all traffic',
      'Bridge closed to all traffic',
    ],
    [
      'a colon that names nothing',
      '/update harbour-bridge Minister: we will not go',
      'Minister: we will not go',
    ],
    ['an address', '/update harbour-bridge See https://example.org/a:b', 'See https://example.org/a:b'],
    ['a time', '/update harbour-bridge Talks end at 13:10', 'Talks end at 13:10'],
    [
      'a capital before a detached colon',
      '/update harbour-bridge Closed. Source: police',
      'Closed. Source: police',
    ],
    [
      'a quotation with a rest',
      '/update harbour-bridge “We will not go,” says Vale',
      '“We will not go,” says Vale',
    ],
    ['a whole line in quotes', '/update harbour-bridge "Closed. source:police"', 'Closed. source:police'],
    ['an apostrophe', "/update harbour-bridge '90s bridge holds", "'90s bridge holds"],
    ['an unclosed quote', '/update harbour-bridge "Closed', '"Closed'],
    ['spaces inside', '/update harbour-bridge Closed   today ', 'Closed   today'],
    ['a dash', '/update harbour-bridge Closed — again', 'Closed — again'],
    ['a glued dash', '/update harbour-bridge Closed —source says', 'Closed —source says'],
  ])('fill the positions: %s', (_, text, headline) => {
    expect(inputOf(text)).toEqual({ ...bridge, headline });
  });

  it('close the gap that a named option leaves', () => {
    expect(inputOf('/update harbour-bridge Closed urgency:flash to all')).toEqual({
      ...bridge,
      headline: 'Closed to all',
      urgency: 'flash',
    });
  });

  it('leave a position alone that is named', () => {
    expect(inputOf('/update story:ferry-strike harbour-bridge opens')).toEqual({
      story: 'ferry-strike',
      headline: 'harbour-bridge opens',
    });
  });

  it('may be quoted runs', () => {
    expect(inputOf('/correct harbour-bridge/3 “400 pilots” "40 pilots"')).toEqual({
      entry: 'harbour-bridge/3',
      wrong: '400 pilots',
      right: '40 pilots',
    });
  });

  it('are refused when there are more than positions', () => {
    expect(read('/key move 3 1 now please')).toEqual({
      problem:
        'I do not know what “now please” is for in /key move. Write it like /key move 3 1. Nothing was changed.',
    });
  });

  it.each([
    ['sorce:police', 'sorce', 'source'],
    ['soruce:"the police"', 'soruce', 'source'],
    ['Urgencey:flash', 'Urgencey', 'urgency'],
    ['—sources:police', 'sources', 'source'],
  ])('are no misspelled option: %s', (word, typed, meant) => {
    expect(read(`/update harbour-bridge Closed ${word} today`)).toEqual({
      problem:
        `There is no option “${typed}:”. Did you mean ${meant}:? If it belongs to the text, write a space after the ` +
        'colon. Nothing was published.',
    });
  });

  it.each(['Sources: bridge closed', 'Bridge:closed', 'By:the police', '“sorce:police” closed'])(
    'may look a little like an option: %s',
    (headline) => {
      expect(inputOf(`/update harbour-bridge ${headline}`)).toEqual({ ...bridge, headline });
    },
  );

  it('are taken for the end of the value that they follow', () => {
    expect(read('/subscribe harbour-bridge all channel:Harbour News')).toEqual({
      problem:
        'I do not know what “News” is for in /subscribe. A value of several words stands in quotes: ' +
        'channel:"Harbour News". Nothing was changed.',
    });
  });
});

describe('the story', () => {
  it('is the only live one when none is named', () => {
    expect(inputOf('/update Bridge closed', ['harbour-bridge'])).toEqual({
      ...bridge,
      headline: 'Bridge closed',
    });
    expect(inputOf('/key list', ['harbour-bridge'])).toEqual(bridge);
  });

  it('is left open when several are live', () => {
    expect(inputOf('/update Bridge closed')).toEqual({ headline: 'Bridge closed' });
  });

  it('is left open where the command may go without', () => {
    expect(inputOf('/status', ['harbour-bridge'])).toEqual({});
  });

  it('may be one that is not live where it stands last', () => {
    expect(inputOf('/key list old-story', ['harbour-bridge'])).toEqual({ story: 'old-story' });
  });

  it('is known with the capitals and dashes of phones', () => {
    expect(inputOf('/update Harbour–Bridge Closed')).toEqual({ ...bridge, headline: 'Closed' });
  });
});

describe('the entry', () => {
  it.each([
    ['slug and number', 'harbour-bridge/17', twoStories, 'harbour-bridge/17'],
    ['a capital', 'Harbour-bridge/17', twoStories, 'harbour-bridge/17'],
    ['a number with one story', '17', ['harbour-bridge'], 'harbour-bridge/17'],
    ['a hash with one story', '#17', ['harbour-bridge'], 'harbour-bridge/17'],
    ['a hash after the slug', 'harbour-bridge/#17', twoStories, 'harbour-bridge/17'],
    ['a number with several stories', '17', twoStories, '17'],
  ])('is read from %s', (_, word, live, entry) => {
    expect(inputOf(`/kill ${word} It was wrong`, live)).toEqual({ entry, reason: 'It was wrong' });
    expect(inputOf(`/kill It was wrong entry:${word}`, live)).toEqual({ entry, reason: 'It was wrong' });
  });

  it('is not taken from words that do not look like one', () => {
    expect(inputOf('/kill It was wrong')).toEqual({ reason: 'It was wrong' });
    expect(inputOf('/status ferry-strike')).toEqual({ story: 'ferry-strike' });
  });
});

describe('named options', () => {
  it.each([
    ['a word', 'source:police', 'police'],
    ['straight quotes', 'source:"harbour police"', 'harbour police'],
    ['curly quotes', 'source:“harbour police”', 'harbour police'],
    ['low quotes', 'source:„harbour police“', 'harbour police'],
    ['guillemets', 'source:«harbour police»', 'harbour police'],
    ['reversed guillemets', 'source:»harbour police«', 'harbour police'],
    ['single quotes', "source:'harbour police'", 'harbour police'],
    ['curly single quotes', 'source:‘harbour police’', 'harbour police'],
    ['a quote that opens straight and closes curly', 'source:"harbour police”', 'harbour police'],
    ['quotes inside quotes', 'source:"the “harbour” police"', 'the “harbour” police'],
    ['curly quotes inside curly quotes', 'source:“the “harbour” police”', 'the “harbour” police'],
    ['an apostrophe inside quotes', 'source:‘the city’s police’', 'the city’s police'],
    ['an em dash before the name', '—source:police', 'police'],
    ['two hyphens before the name', '--source:police', 'police'],
    ['a capital', 'Source:police', 'police'],
    ['a space before quotes', 'source: "harbour police"', 'harbour police'],
    ['empty quotes', 'source:""', ''],
    ['an address', 'source:https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['an apostrophe that closes nothing', "source:'90s", "'90s"],
  ])('are read with %s', (_, typed, source) => {
    const expected = { ...bridge, headline: 'Closed', source };
    expect(inputOf(`/update harbour-bridge Closed ${typed}`)).toEqual(expected);
    expect(inputOf(`/update ${typed} harbour-bridge Closed`)).toEqual(expected);
  });

  it('may hold colons', () => {
    expect(inputOf('/update harbour-bridge Closed at:13:10')).toEqual({
      ...bridge,
      headline: 'Closed',
      at: '13:10',
    });
  });

  it('may be cleared at the end of the line', () => {
    expect(inputOf('/update harbour-bridge Closed source:')).toEqual({
      ...bridge,
      headline: 'Closed',
      source: '',
    });
  });

  it('are not recognised inside a word', () => {
    expect(inputOf('/update harbour-bridge Open-source:good')).toEqual({
      ...bridge,
      headline: 'Open-source:good',
    });
  });

  it('take the spelling of a choice from its list, and leave a wrong one for the refusal', () => {
    expect(inputOf('/update harbour-bridge X urgency:FLASH')).toEqual({
      ...bridge,
      headline: 'X',
      urgency: 'flash',
    });
    expect(inputOf('/update harbour-bridge X urgency:huge')).toEqual({
      ...bridge,
      headline: 'X',
      urgency: 'huge',
    });
  });

  it.each([
    [
      'a value apart from its name',
      'urgency: flash',
      'I cannot tell whether “urgency:” belongs to the text.',
    ],
    ['a quote that is not closed', 'source:"harbour police', 'The quote after source: is not closed.'],
    ['a second value', 'source:a source:b', 'source: is given twice.'],
  ])('are refused with %s', (_, typed, problem) => {
    expect(read(`/update harbour-bridge Closed ${typed}`)).toEqual({
      problem: expect.stringContaining(problem) as string,
    });
  });
});

describe('the lines below', () => {
  it('are the paragraph, trimmed at its ends', () => {
    expect(inputOf('/update harbour-bridge Closed\n\nFirst: line\n\nsource:second \n')).toEqual({
      ...bridge,
      headline: 'Closed',
      body: 'First: line\n\nsource:second',
    });
  });

  it('are an empty paragraph when they are blank', () => {
    expect(inputOf('/update harbour-bridge Closed\r\n \r\n')).toEqual({
      ...bridge,
      headline: 'Closed',
      body: '',
    });
  });

  it('may be typed into the line instead', () => {
    expect(inputOf('/update harbour-bridge Closed body:"All lanes."')).toEqual({
      ...bridge,
      headline: 'Closed',
      body: 'All lanes.',
    });
  });

  it('leave a position to the paragraph that it shares', () => {
    expect(inputOf('/kill harbour-bridge/3\nWrong at the root')).toEqual({
      entry: 'harbour-bridge/3',
      reason: 'Wrong at the root',
    });
  });

  it('are refused beside a body on the line, and for a command of one line', () => {
    expect(read('/update harbour-bridge Closed body:x\ny')).toHaveProperty('problem');
    expect(read('/key move 3 1\nand more')).toHaveProperty('problem');
    expect(inputOf('/key move 3 1\n')).toEqual({ number: 3, to: 1 });
  });
});

describe('any text', () => {
  it('is read or refused, and every word of a plain headline arrives', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9.,!?%$()-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(inputOf(`/update harbour-bridge ${words.join(' ')}`)).toEqual({
          ...bridge,
          headline: words.join(' '),
        });
      }),
      { seed: 7 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(read(`/update ${text}`)).toBeDefined();
      }),
      { seed: 7 },
    );
  });
});
