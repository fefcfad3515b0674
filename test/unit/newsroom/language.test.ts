import { beforeEach, describe, expect, test } from 'vitest';
import { type Chat, createChatWithStory, harbourPlace, newsPlace } from '../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
});

const story = () => chat.room.stories.find('lindhavn-ferries');
const subscription = () => chat.room.subscriptions.find(newsPlace.destination, 'lindhavn-ferries');

describe('a story', () => {
  test('is opened with a language and a clock', async () => {
    const said = await chat.say(
      'editor',
      '/story open title:"Harbour fire" timezone:Europe/London language:pl clock:24h',
    );
    expect(said).toContain('where it is 12.09 GMT now.');
    expect(await chat.room.stories.find('harbour-fire')).toMatchObject({ language: 'pl', clock: '24h' });
  });

  test('changes both, and its cards follow', async () => {
    const said = await chat.say('editor', '/story edit language:ar clock:24h');
    expect(said).toContain('where it is 13.09 Oslo time now.');
    expect(await story()).toMatchObject({ language: 'ar', clock: '24h' });
    expect(chat.world.outbox.at(-1)).toEqual({ slug: 'lindhavn-ferries', event: { kind: 'story' } });
    await chat.say('editor', '/story edit title:Calm');
    expect(await story()).toMatchObject({ language: 'ar', clock: '24h' });
  });

  test('is shown in English, with what readers get', async () => {
    expect(await chat.say('stranger', '/story show')).not.toContain("Dateline's own words");
    await chat.say('editor', '/story edit language:pl');
    const said = await chat.say('stranger', '/story show');
    expect(said).toContain('LIVE');
    expect(said).toContain("Readers get Dateline's own words in Polish.");
  });

  test.each([
    ['language:de', 'language: must be en, pl or ar.'],
    ['clock:12h', 'clock: must be ap or 24h.'],
  ])('refuses %s', async (typed, sentence) => {
    expect(await chat.say('editor', `/story edit ${typed}`)).toContain(sentence);
    expect(await story()).not.toHaveProperty('language');
  });
});

describe('a subscription', () => {
  test('has a language of its own until it takes the story’s again', async () => {
    const said = await chat.say('chief', '/subscribe language:pl');
    expect(said).toContain("Dateline's own words come in Polish.");
    expect(await subscription()).toMatchObject({ language: 'pl' });
    await chat.say('chief', '/subscribe level:key');
    expect(await subscription()).toMatchObject({ level: 'key', language: 'pl' });
    expect(await chat.say('chief', '/subscriptions')).toContain("Dateline's own words come in Polish.");
    await chat.say('chief', '/subscribe language:story');
    expect(await subscription()).not.toHaveProperty('language');
  });

  test('reads when digests come in the words of the story’s language', async () => {
    await chat.say('editor', '/story edit language:pl');
    await chat.say('chief', '/subscribe digest:"codziennie o 8:30"');
    expect(await subscription()).toMatchObject({
      digest: { kind: 'daily', times: [{ hour: 8, minute: 30 }] },
    });
  });
});

describe('a digest', () => {
  beforeEach(async () => {
    await chat.say('editor', '/update Pilots walk out source:Police');
  });

  test('is told in the story’s language', async () => {
    expect(await chat.say('stranger', '/digest')).toContain('All times Oslo time');
    await chat.say('editor', '/story edit language:pl');
    const said = await chat.say('stranger', '/digest');
    expect(said).toContain('Wszystkie godziny – czas: Oslo');
    expect(said).toContain('Pilots walk out (13:09)\nŹródło: Police');
  });

  test('is told in the subscription’s language where there is one', async () => {
    await chat.say('chief', '/subscribe lindhavn-ferries language:pl', { place: harbourPlace });
    expect(await chat.say('stranger', '/digest', { place: harbourPlace })).toContain('1 wpis od 13:09');
    expect(await chat.say('stranger', '/digest')).toContain('1 update since 1:09 p.m.');
  });

  test('reads since: in the story’s language', async () => {
    await chat.say('editor', '/story edit language:pl');
    expect(await chat.say('stranger', '/digest since:wczoraj')).toContain('1 wpis od wtorku');
  });
});
