import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWebServer, type Readiness, type WebServer } from '../../../src/web/server.ts';

/** A server on any free port that is stopped with the test. */
function webServer(readiness: () => Readiness = () => ({ ready: true, reasons: [] })): WebServer {
  const server = createWebServer({ host: '127.0.0.1', port: 0, readiness });
  onTestFinished(() => server.stop());
  return server;
}

describe('health checks', () => {
  it('say that the process answers, ready or not', async () => {
    const { app } = webServer(() => ({ ready: false, reasons: ['no gateway'] }));
    const response = await app.inject('/healthz');
    expect([response.statusCode, response.json()]).toEqual([200, { healthy: true }]);
  });

  it('say ready without more', async () => {
    const response = await webServer().app.inject('/readyz');
    expect([response.statusCode, response.body]).toEqual([200, '{"ready":true}']);
  });

  it('say why the process is not ready, and change with it', async () => {
    let reasons = ['Discord: not connected', 'Redis: not connected'];
    const { app } = webServer(() => ({ ready: reasons.length === 0, reasons }));
    const before = await app.inject('/readyz');
    expect([before.statusCode, before.json()]).toEqual([503, { ready: false, reasons }]);
    reasons = [];
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/readyz', '/nowhere', '/broken', '/%'])(
    'of %s has the security headers',
    async (path) => {
      const { app } = webServer();
      app.get('/broken', async () => {
        throw new Error('inner secret');
      });
      const response = await app.inject(path);
      expect(response.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(Object.keys(response.headers)).not.toEqual(expect.arrayContaining(['server']));
      expect(Object.keys(response.headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
      expect(response.body).not.toContain('inner secret');
    },
  );

  it('of an unknown page is a plain 404', async () => {
    const response = await webServer().app.inject('/admin?token=x');
    expect([response.statusCode, response.json()]).toEqual([404, { error: 'There is no such page.' }]);
  });
});

describe('a started server', () => {
  it('answers over HTTP at the address that it names', async () => {
    const server = webServer();
    const address = await server.start();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ ready: true });
  });

  it('stops although a browser keeps its connection open, and listens no more', async () => {
    const server = webServer();
    const { hostname, port } = new URL(await server.start());
    const browser = connect(Number(port), hostname);
    const closed = new Promise((resolve) => browser.once('close', resolve));
    const answered = new Promise((resolve) => browser.once('data', resolve));
    browser.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await answered;
    await server.stop();
    await closed;
    await expect(fetch(`http://${hostname}:${port}/healthz`)).rejects.toThrow();
  });

  it('says so when its port is taken', async () => {
    const { port } = new URL(await webServer().start());
    const readiness = () => ({ ready: true, reasons: [] });
    const second = createWebServer({ host: '127.0.0.1', port: Number(port), readiness });
    await expect(second.start()).rejects.toThrow(
      `HTTP_PORT ${port} is taken on 127.0.0.1 by another program: choose another port`,
    );
  });

  it('says so when its host is no address of the machine', async () => {
    const readiness = () => ({ ready: true, reasons: [] });
    // An address that is kept for examples (RFC 5737).
    const server = createWebServer({ host: '192.0.2.1', port: 0, readiness });
    await expect(server.start()).rejects.toThrow('HTTP_HOST 192.0.2.1 is no address of this machine');
  });
});
