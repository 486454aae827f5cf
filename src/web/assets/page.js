// What the page does better with a script. Everything works without it.

/** Enter asks; Shift+Enter begins a new line. */
for (const form of document.querySelectorAll('form[data-ask]')) {
  form.querySelector('textarea').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** Over plain http, as in a house, browsers have no clipboard of their own to write to. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  focused.focus();
}

/** The words of a quote with their source, as one would paste them. */
for (const button of document.querySelectorAll('button[data-copy]')) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const card = button.closest('figure');
    const marks = card ? [card.querySelector('blockquote p')] : document.querySelectorAll('mark');
    const words = [...marks]
      .map((mark) => mark.textContent)
      .join('')
      .trim();
    const lines = [`«${words}»`, button.dataset.copy, button.dataset.url];
    await copy(lines.filter(Boolean).join('\n'));
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}

/** A follow-up is understood by what was said before; the address then holds the whole question, to be shared. */
const understood = document.querySelector('[data-address]')?.dataset.address;
if (understood) history.replaceState(null, '', understood);

/** What was asked in this tab; it is kept nowhere else, and goes with the tab. */
const visit = document.querySelector('[data-visit]');
const asked =
  document.querySelector('[data-address] a')?.textContent ??
  document.querySelector('[data-question]')?.dataset.question;
if (visit) {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem('visit') ?? '[]');
  } catch {
    // A browser that keeps nothing shows nothing.
  }
  const here = location.pathname + location.search;
  const before = kept.filter(({ href }) => href !== here);
  for (const { href, question } of before) {
    const link = document.createElement('a');
    link.href = href;
    link.lang = 'ar';
    link.dir = 'auto';
    link.textContent = question;
    const item = document.createElement('li');
    item.append(link);
    visit.querySelector('ul').append(item);
  }
  visit.hidden = before.length === 0;
  if (asked) {
    const all = [{ href: here, question: asked }, ...before].slice(0, 8);
    try {
      sessionStorage.setItem('visit', JSON.stringify(all));
    } catch {
      // As above.
    }
  }
}

/** In Telegram: says that the page is there, shows the quote, and has the person's signed data checked by our server. */
const initData = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData');
if (initData) {
  const tell = (eventType) => {
    // On the web the client is the page around this one; elsewhere it is an object that it puts here.
    if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, '{}');
    else window.parent.postMessage(JSON.stringify({ eventType }), 'https://web.telegram.org');
  };
  tell('web_app_ready');
  tell('web_app_expand');
  document.getElementById('q')?.scrollIntoView({ block: 'center' });
  const { ok } = await fetch('/telegram', { method: 'POST', body: initData });
  const enter = document.querySelector('[data-enter]');
  if (ok && enter) location.replace(enter.dataset.enter + location.hash);
}
