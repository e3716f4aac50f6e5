// Watches the session that a page belongs to: warns before it ends, and leaves the page as soon as it has, whoever ended
// it. Of all tabs of a browser one is told by the server and tells the others: a browser has six connections to a host.
(() => {
  const script = document.currentScript;
  const { base, endsIn, limit, warnBefore } = script.dataset;
  // A proxy may show the site below a path, which the address of this file has in it.
  const mount = new URL(script.src).pathname.replace(/\/pages\/session\.js$/, '');
  const home = mount + base;
  const name = `session ${home}`;
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(name) : null;
  let timer = 0;
  let hasLeft = false;
  let leftAt = 0;

  /** Timers cannot be longer, and what a page believes of its session should not be older. */
  const LONGEST = 5 * 60 * 1000;

  /** So long a way that the user has taken is not cut off: it may be the logout itself, on its way to a slow provider. */
  const PATIENCE = 15 * 1000;

  addEventListener('beforeunload', () => {
    leftAt = Date.now();
  });

  function leave(next) {
    if (hasLeft) return;
    const since = Date.now() - leftAt;
    if (since < PATIENCE) return setTimeout(() => leave(next), PATIENCE - since);
    hasLeft = true;
    location.replace(mount + next);
  }

  /** The address is one of ours, or it is not gone to. */
  function onEnded(text) {
    const { next } = JSON.parse(text);
    if (typeof next !== 'string' || !next.startsWith(`${base}/`)) return;
    channel?.postMessage(text);
    // The message goes out before the page does.
    setTimeout(() => leave(next), 0);
  }

  function listen() {
    const source = new EventSource(`${home}/session/events`);
    source.addEventListener('ended', (event) => {
      source.close();
      onEnded(event.data);
    });
  }

  if (channel !== null) {
    channel.onmessage = (event) => leave(JSON.parse(event.data).next);
  }
  if (channel !== null && navigator.locks) {
    // For as long as the page is there; then the next one gets it.
    navigator.locks.request(name, () => {
      listen();
      return new Promise(() => {});
    });
  } else {
    listen();
  }

  async function look() {
    let state = null;
    try {
      const answer = await fetch(`${home}/session/state`, { cache: 'no-store' });
      state = answer.ok ? await answer.json() : null;
    } catch {
      // The companion is away, or being restarted: it is asked again.
    }
    if (state === null) return plan(LONGEST, Number(warnBefore));
    if (state.session === 'inactive') return leave(state.next);
    show(state);
    plan(state.endsIn, state.warnBefore);
  }

  /** Looks when the warning is due, and when the session is over; another tab may have used it meanwhile. */
  function plan(left, before) {
    clearTimeout(timer);
    const wait = left > before ? left - before : left;
    timer = setTimeout(look, Math.min(LONGEST, Math.max(250, wait + 100)));
  }

  const REASONS = {
    idle: 'because nobody has used it for a while',
    lifetime: 'because it has lasted as long as any may here',
    idp: 'because your identity provider allows it no longer',
  };

  function show(state) {
    const shown = document.getElementById('session-warning');
    if (state.endsIn > state.warnBefore) return shown?.remove();
    if (shown !== null) return;
    const box = document.createElement('div');
    box.id = 'session-warning';
    box.setAttribute('role', 'alert');
    const text = document.createElement('span');
    const end = new Date(Date.now() + state.endsIn).toLocaleTimeString();
    text.textContent = `Your session ends at ${end}, ${REASONS[state.limit] ?? 'because its time is over'}.`;
    box.append(text);
    if (state.limit === 'idle') box.append(stayButton());
    document.body.append(box);
  }

  function stayButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button primary';
    button.textContent = 'Stay logged in';
    button.addEventListener('click', async () => {
      button.disabled = true;
      // Any request is a use of the session.
      await fetch(`${home}/qps/user`, { cache: 'no-store' }).catch(() => undefined);
      await look();
      button.disabled = false;
    });
    return button;
  }

  // "Back" may show a page as it was, with its scripts asleep in between.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
  show({ endsIn: Number(endsIn), limit, warnBefore: Number(warnBefore) });
  plan(Number(endsIn), Number(warnBefore));
})();
