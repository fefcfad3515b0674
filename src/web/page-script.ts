/**
 * What a page does besides being read. It shows each time in the reader's own zone on hover. While the story is live
 * it listens for revisions, fetches itself when there is a newer one, and swaps the text without moving what the
 * reader is looking at. Plain JavaScript for browsers of the last five years; the page works without it.
 */
export const pageScript = `
'use strict';
(() => {
  const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
  const words = document.body.dataset;
  const main = () => document.querySelector('main');
  const tellTimes = () => {
    for (const time of document.querySelectorAll('time[datetime]'))
      time.title = words.yourTime + ' ' + zone.format(new Date(time.dateTime));
  };
  tellTimes();

  let wanted = 0;
  let timer;
  const known = () => Number(main().dataset.revision);
  const isLive = () => main().dataset.events !== undefined;

  const swap = (page) => {
    const old = main();
    const fresh = page.querySelector('main');
    if (!fresh || Number(fresh.dataset.revision) <= known()) return;
    const seen = new Set([...old.querySelectorAll('article')].map(({ id }) => id));
    const anchor = [...old.querySelectorAll('article')].find((one) => one.getBoundingClientRect().bottom > 0);
    const before = anchor && scrollY > 0 ? anchor.getBoundingClientRect().top : undefined;
    const focused = old.contains(document.activeElement) && document.activeElement.getAttribute('href');
    old.replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    tellTimes();
    const added = [...fresh.querySelectorAll('article')].filter(({ id }) => !seen.has(id));
    for (const one of added) one.classList.add('fresh');
    const kept = before !== undefined && document.getElementById(anchor.id);
    if (kept) scrollBy({ top: kept.getBoundingClientRect().top - before, behavior: 'instant' });
    if (focused) {
      const link = [...fresh.querySelectorAll('a')].find((one) => one.getAttribute('href') === focused);
      link?.focus({ preventScroll: true });
    }
    const news = added.map((one) => one.querySelector('h3')?.textContent).filter(Boolean);
    document.getElementById('news').textContent = news.length ? words.new + ' ' + news.join('; ') : words.changed;
  };

  const fetchPage = async (triesLeft) => {
    timer = undefined;
    try {
      const answer = await fetch(location.href.split('#')[0], { cache: 'no-cache' });
      if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {}
    if (known() < wanted && triesLeft > 0 && !timer) timer = setTimeout(fetchPage, 4000, triesLeft - 1);
    if (!isLive()) stop();
  };
  // Ten thousand readers should not all fetch at the same moment.
  const soon = () => {
    timer ??= setTimeout(fetchPage, Math.random() * 2000, 5);
  };

  let source;
  let poll;
  const stop = () => {
    source?.close();
    clearInterval(poll);
    source = poll = undefined;
  };
  const listen = () => {
    if (source || poll || !isLive()) return;
    source = new EventSource(main().dataset.events);
    source.addEventListener('revision', ({ data }) => {
      wanted = Number(data);
      if (wanted > known()) soon();
    });
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      // There is no room, or something on the way does not let streams through: ask now and then instead.
      stop();
      poll = setInterval(soon, 60000);
    });
  };
  listen();
  addEventListener('pagehide', stop);
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    listen();
    if (isLive()) soon();
  });
})();
`.trim();
