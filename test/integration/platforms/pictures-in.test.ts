import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from 'grammy';
import { describe, expect, it, onTestFinished } from 'vitest';
import { maxImageBytes } from '../../../src/newsroom/picture/picture-fault.ts';
import { fetchAttachment } from '../../../src/platforms/discord/images.ts';
import { download } from '../../../src/platforms/download.ts';
import { fetchFile, imageOf } from '../../../src/platforms/telegram/images.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

/** A web server on loopback, and what it was asked for. */
async function serve(listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { root: `http://127.0.0.1:${port}`, asked };
}

const chunk = Buffer.alloc(1_000_000, 7);

describe('a download', () => {
  it('gives all bytes, up to ten million of them', async () => {
    const { root } = await serve((_, response) => {
      for (let sent = 0; sent < maxImageBytes; sent += chunk.length) response.write(chunk);
      response.end();
    });
    const bytes = await download(`${root}/a`);
    expect(bytes.byteLength).toBe(maxImageBytes);
    expect(Buffer.from(bytes.subarray(-3))).toEqual(Buffer.from([7, 7, 7]));
  });

  it.each([
    ['an endless file', 'too-large', (_, response) => void response.write(Buffer.alloc(11_000_000))],
    ['a file that is gone', 'not-given', (_, response) => void response.writeHead(404).end('gone')],
    ['a file without an end', 'too-slow', (_, response) => void response.write('begin')],
    ['a server that says nothing', 'too-slow', () => undefined],
    ['a broken connection', 'not-given', (_, response) => void response.destroy()],
    [
      'a file that breaks off',
      'not-given',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
    ],
  ] satisfies readonly (readonly [string, string, RequestListener])[])(
    'of %s is given up: %s',
    async (_, fault, listener) => {
      const { root } = await serve(listener);
      // A busy machine takes some time for eleven megabytes.
      const limitMs = fault === 'too-large' ? 10_000 : 200;
      await expect(download(`${root}/secret`, limitMs)).rejects.toMatchObject({
        name: 'PictureNotFetched',
        fault,
      });
    },
  );

  it('goes nowhere else than where it was sent, and its failure does not tell where that was', async () => {
    const inside = await serve((_, response) => void response.end('private'));
    const { root } = await serve(
      (_, response) => void response.writeHead(302, { location: `${inside.root}/metadata` }).end(),
    );
    const failure: unknown = await download(`${root}/secret`).catch((error: unknown) => error);
    expect(failure).toMatchObject({ fault: 'not-given' });
    expect(inside.asked).toEqual([]);
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/secret|127\.0\.0\.1/);
  });
});

describe("Discord's attachments", () => {
  it('are fetched from the host of the configured API', async () => {
    const { root, asked } = await serve((_, response) => void response.end('image'));
    const bytes = await fetchAttachment({ ref: `${root}/attachments/1/2/a.png?ex=1&hm=2` }, `${root}/api`);
    expect(Buffer.from(bytes).toString()).toBe('image');
    expect(asked).toEqual(['/attachments/1/2/a.png?ex=1&hm=2']);
  });

  it.each([
    (root: string) => `${root}/private`,
    (root: string) => `${root.replace('127.0.0.1', 'localhost')}/private`,
    (root: string) => `${root.replace('http://', 'http://cdn.discordapp.com@')}/private`,
    (root: string) => `${root.replace('127.0.0.1', '2130706433')}/private`,
    () => 'http://cdn.discordapp.com/attachments/1/2/a.png',
    () => 'https://cdn.discordapp.com:8443/attachments/1/2/a.png',
    () => 'https://cdn.discordapp.com.example.org/a.png',
    () => 'https://169.254.169.254/latest/meta-data',
    () => 'file:///etc/passwd',
    () => 'data:image/png;base64,iVBORw0KGgo=',
    () => 'cdn.discordapp.com/a.png',
  ])('are asked for nowhere else (%#)', async (address) => {
    const { root, asked } = await serve((_, response) => void response.end('private'));
    const fetched = fetchAttachment({ ref: address(root) }, 'https://discord.com/api');
    await expect(fetched).rejects.toMatchObject({ fault: 'not-given' });
    expect(asked).toEqual([]);
  });
});

describe("Telegram's files", () => {
  const token = '123456789:AAFakeTokenForTests';

  function source(root: string) {
    return { api: new Api(token, { apiRoot: root }), apiUrl: root, token };
  }

  it.each([
    ['documents/file_7', `/file/bot${token}/documents/file_7`],
    ['documents/a b#?.png', `/file/bot${token}/documents/a%20b%23%3F.png`],
  ])('are fetched by the path that Telegram names: %s', async (path, address) => {
    const { root, asked } = await serve((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result: { file_id: 'f', file_path: path } }));
    });
    await fetchFile({ ref: 'f' }, source(root));
    expect(asked).toEqual([`/bot${token}/getFile`, address]);
  });

  it.each(['/var/lib/telegram/file_7', '../../bot1/getMe', 'photos/../../x', 'photos//x', undefined])(
    'are not fetched from elsewhere: %s',
    async (path) => {
      const { root, asked } = await serve((_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ok: true, result: { file_id: 'f', file_path: path } }));
      });
      const failure: unknown = await fetchFile({ ref: 'f' }, source(root)).catch((error: unknown) => error);
      expect(failure).toMatchObject({ fault: 'not-given' });
      expect(JSON.stringify(failure) + String(failure)).not.toContain(token);
      expect(asked).toEqual([`/bot${token}/getFile`]);
    },
  );

  it('are no picture of a file id that Telegram does not know', async () => {
    const sandbox = await openSandbox();
    const { apiUrl } = sandbox;
    const api = new Api(sandbox.token, { apiRoot: apiUrl });
    const fetched = fetchFile({ ref: 'nothing' }, { api, apiUrl, token: sandbox.token });
    await expect(fetched).rejects.toMatchObject({ fault: 'not-given' });
  });
});

describe('the file of a Telegram message', () => {
  const message = { message_id: 1, date: 1, chat: { id: 1, type: 'private', first_name: 'Ada' } } as const;
  const file = { file_id: 'f', file_unique_id: 'u', file_size: 9 };
  const size = { ...file, width: 1, height: 1 };

  it('is the largest size of a photo', () => {
    const photo = [
      size,
      { ...size, file_id: 'large', width: 90, height: 60 },
      { ...size, width: 8, height: 6 },
    ];
    expect(imageOf({ ...message, photo })).toEqual({
      kind: 'image',
      ref: 'large',
      mimeType: 'image/jpeg',
      sizeBytes: 9,
    });
  });

  it.each([
    ['a picture sent as a file', { document: { ...file, mime_type: 'image/png' } }, 'image/png'],
    ['a file of an unknown kind', { document: file }, ''],
    ['a video', { video: { ...size, duration: 1, mime_type: 'video/mp4' } }, 'video/mp4'],
    ['a sound', { audio: { ...file, duration: 1, mime_type: 'audio/mpeg' } }, 'audio/mpeg'],
    [
      'an animation',
      {
        animation: { ...size, duration: 1, mime_type: 'video/mp4' },
        document: { ...file, mime_type: 'video/mp4' },
      },
      'video/mp4',
    ],
  ])('may be %s', (_, attached, mimeType) => {
    expect(imageOf({ ...message, ...attached })).toEqual({ kind: 'image', ref: 'f', mimeType, sizeBytes: 9 });
  });

  it('is none in a message of text', () => {
    expect(imageOf({ ...message, text: '/update Bridge closed' })).toBeUndefined();
  });
});
