/** The people of the sandbox's newsroom, the one with most rights first. A reader has no role. */
export const everyone = ['chief', 'editor', 'reporter', 'reader'] as const;

/** A person of the sandbox's newsroom. */
export type Who = (typeof everyone)[number];

/** One command as somebody types it. */
export interface DemoStep {
  readonly platform: 'discord' | 'telegram';
  readonly as: Who;
  /** What is typed. On Telegram, the lines below the first are the body. */
  readonly line: string;
  /** What is typed into the form that Discord opens when the body is left out. */
  readonly form?: string;
  /** Whether the demo's picture is attached. */
  readonly withPicture?: boolean;
}

/** The demo's story: what is typed, and what both platforms should show at the end. */
export interface DemoStory {
  /** What the newsroom types, in order. */
  readonly steps: readonly DemoStep[];
  /** What it types once every update has reached both channels. */
  readonly edit: DemoStep;
  /** The headlines of the entries, the first one first. */
  readonly headlines: readonly string[];
  /** The key developments, in any order. */
  readonly keyDevelopments: readonly string[];
  /** The number of the entry that is edited, and words that are in it only after the edit. */
  readonly edited: { readonly number: number; readonly words: string };
}

/** The time zones that the story may use. */
export type DemoZone = 'Pacific/Auckland' | 'Asia/Kathmandu';

const headlines = [
  'River passes the flood mark at Maren bridge',
  'Families on Quay Street and Mill Lane are told to leave',
  'Karrow Dam opens two gates to make room for the rain',
  'Water covers the lower quay; the market hall is closed',
  'Both road bridges close; trains still run',
  'School on Castle Hill has beds for 300 more people',
  'Hospital moves 32 patients upstairs',
  'River peaks 40 centimeters below the top of the flood wall',
] as const;

const keyDevelopments = [
  'River rises above the flood mark at Maren bridge',
  'About 900 people leave the two streets nearest the river',
  'Karrow Dam opens two of its four gates before more rain',
  'Both road bridges close; trains still cross the viaduct',
  'River peaks 40 centimeters below the top of the wall',
] as const;

const [flood, leave, dam, quay, bridges, school, hospital, peak] = headlines;
const [floodKey, leaveKey, damKey, bridgesKey, peakKey] = keyDevelopments;

const powerWords = 'Power and water work as usual.';
const hospitalWords =
  'Maren General moved the patients from its ground floor as a precaution, director Paulo Senn said. The emergency room stays open.';

/** Opens the story and subscribes one channel on each platform. */
function opening(zone: DemoZone): readonly DemoStep[] {
  const lead =
    'The Alva has burst its banks in Maren. Engineers are letting water out of the Karrow Dam, upstream of the town, before more rain comes.';
  return [
    inDiscord(
      `/story open title:Alva river flood timezone:${zone} byline:the Maren Post desk url:https://post.example/alva-flood lead:${lead}`,
    ),
    inDiscord('/subscribe channel:#river-watch'),
    inTelegram('/subscribe channel:@maren_alerts'),
  ];
}

const updates: readonly DemoStep[] = [
  inDiscord(
    `/update headline:${flood} key:${floodKey} source:Alva River Authority body:The gauge at Maren bridge read 6.1 meters, 10 centimeters above the flood mark, the river authority said. It expects the water to go on rising.`,
  ),
  inTelegram(
    `/update ${leave} key:"${leaveKey}" source:"Maren civil defense"`,
    'Civil defense asked people in the two streets nearest the river to go to the school on **Castle Hill**. Buses leave from the post office every 10 minutes, it said.',
  ),
  {
    ...inDiscord(`/update headline:${dam} urgency:flash key:${damKey} source:Karrow Power`),
    form: [
      'The dam is letting out 240 cubic meters of water a second, its operator, Karrow Power, said. The water needs about three hours to reach Maren.',
      '> “We are letting it out slowly, so that the rain does not do it for us,” chief engineer Hana Wirth told reporters.',
    ].join('\n\n'),
  },
  {
    ...inTelegram(
      `/update ${quay} source:"Post reporter at the quay" credit:"Jon Abara / Maren Post"`,
      'Water stood knee-deep on the lower quay, where shopkeepers carried their stock upstairs.',
    ),
    withPicture: true,
  },
  inDiscord(
    `/update headline:${bridges} key:${bridgesKey} source:Maren police, Valley Rail related:How the Karrow Dam works https://post.example/karrow-dam body:Police closed the Old Bridge and the Ring Road bridge to cars and people on foot. Trains cross the high viaduct as usual, Valley Rail said.`,
  ),
  inTelegram(
    `/update ${school} urgency:quiet source:"Maren town council"`,
    'There is hot food, and a vet looks after animals, the council said. Those who cannot walk there may call the town hall.',
  ),
  inDiscord(
    // The doubled word is on purpose: the edit below removes it.
    `/update headline:${hospital} source:Maren General Hospital body:${hospitalWords} Power and and water work as usual.`,
  ),
  inTelegram(
    `/update ${peak} key:"${peakKey}" source:"Alva River Authority"`,
    'The gauge at Maren bridge read 7.2 meters and no longer rises, the river authority said. It asked everyone to keep away until engineers have checked the wall.',
  ),
];

const edit = inTelegram('/edit alva-river-flood/7', `${hospitalWords} ${powerWords}`);

/** What a reader asks once the story is told. */
export const digestSteps: readonly DemoStep[] = [
  { platform: 'telegram', as: 'reader', line: '/digest' },
  { platform: 'discord', as: 'reader', line: '/digest format:brief' },
];

/** The demo's story in a time zone. Its people and places are invented. */
export function demoStory(zone: DemoZone): DemoStory {
  return {
    steps: [...opening(zone), ...updates],
    edit,
    headlines,
    keyDevelopments,
    edited: { number: 7, words: powerWords },
  };
}

/** The story under another slug. Each command names it, since other stories may be live by now. */
export function retold(story: DemoStory, slug: string): DemoStory {
  const named = ({ line, ...step }: DemoStep): DemoStep => ({
    ...step,
    line: line
      .replace(/^\/story open/, `$& slug:${slug}`)
      .replace(/^\/(?:update|subscribe)/, `$& story:${slug}`)
      .replace(/^(\/edit )[\w-]+/, `$1${slug}`),
  });
  return { ...story, steps: story.steps.map(named), edit: named(story.edit) };
}

/**
 * A time zone whose clock now differs from the reader's, so that the story's time and the reader's own can be told
 * apart.
 */
export function demoZone(readerZone: string, now: number): DemoZone {
  const clockIn = (timeZone: string) => new Date(now).toLocaleString('en-US', { timeZone });
  return clockIn('Pacific/Auckland') === clockIn(readerZone) ? 'Asia/Kathmandu' : 'Pacific/Auckland';
}

function inDiscord(line: string): DemoStep {
  return { platform: 'discord', as: 'chief', line };
}

function inTelegram(...lines: readonly string[]): DemoStep {
  return { platform: 'telegram', as: 'chief', line: lines.join('\n') };
}
