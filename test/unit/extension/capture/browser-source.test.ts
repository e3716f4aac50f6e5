import { beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSource, createBrowserSource } from '../../../../extension/capture/browser-source.ts';
import type { RequestDetails, RequestPhase } from '../../../../extension/capture/request-details.ts';
import { details } from './fake.ts';

type Listener = (phase: RequestPhase, details: RequestDetails) => void;

let listeners: Listener[];
let taken: string[];
let gaps: string[];
let source: BrowserSource;
beforeEach(() => {
  listeners = [];
  taken = [];
  gaps = [];
  source = createBrowserSource({
    watchRequests: (listener) => {
      listeners.push(listener);
      return () => {
        listeners = listeners.filter((one) => one !== listener);
      };
    },
    take: ({ id, url, status }) => void taken.push(`${id} ${new URL(url).pathname} ${status}`),
    gap: (reason) => void gaps.push(reason),
  });
});

const tell: Listener = (phase, event) => {
  for (const listener of listeners) listener(phase, event);
};

describe('the recorder of every tab, in a devtools page that may listen itself', () => {
  it('takes each hop of a chain when it goes out and when it is answered', () => {
    source.open();
    const start = details({ requestId: '1', url: 'https://sp/start', timeStamp: 1 });
    const sso = details({ requestId: '1', url: 'https://idp/sso', timeStamp: 2 });
    tell('begin', start);
    tell('headers', start);
    tell('redirect', { ...start, statusCode: 302, redirectUrl: 'https://idp/sso' });
    tell('begin', sso);
    tell('headers', sso);
    tell('end', { ...sso, statusCode: 200 });
    expect(taken).toEqual(['w1-1 /start null', 'w1-1 /start 302', 'w1-2 /sso null', 'w1-2 /sso 200']);
    expect(gaps).toEqual([]);
  });

  it('says what the browser did not give, and takes nothing that has no part in a flow', () => {
    source.open();
    const post = details({ requestId: '1', method: 'POST', timeStamp: 1 });
    tell('begin', post);
    tell('headers', { ...post, requestHeaders: [{ name: 'Content-Length', value: '12' }] });
    const script = details({ requestId: '2', type: 'xmlhttprequest', url: 'https://sp/data', timeStamp: 2 });
    tell('begin', script);
    tell('headers', script);
    tell('end', { ...script, statusCode: 200 });
    expect(gaps).toEqual([expect.stringMatching(/^https:\/\/sp\/acs: .*12 bytes/)]);
    expect(taken).toEqual(['w1-1 /acs null']);
  });

  it('says that XML which a script sent was not given, and of what else it sent nothing', () => {
    source.open();
    const send = (requestId: string, type: string, requestBody: RequestDetails['requestBody']) => {
      const post = details({ requestId, url: `https://sp/${requestId}`, method: 'POST', type: 'xmlhttprequest' });
      tell('begin', { ...post, requestBody });
      tell('headers', { ...post, requestHeaders: [{ name: 'content-type', value: type }] });
      tell('end', { ...post, statusCode: 200 });
    };
    send('blob', 'text/xml; charset=utf-8', { error: 'Unknown error.' });
    send('upload', 'application/octet-stream', { error: 'Unknown error.' });
    send('empty', 'text/xml', null);
    expect(gaps).toEqual([expect.stringMatching(/^https:\/\/sp\/blob: .*no body.* a Blob or a stream/)]);
    expect(taken).toEqual([]);
  });

  it('listens once however often it is opened, and forgets what was under way when it is closed', () => {
    source.open();
    source.open();
    expect(listeners).toHaveLength(1);
    const start = details({ requestId: '1', timeStamp: 1 });
    tell('begin', start);
    source.close();
    expect(listeners).toHaveLength(0);
    source.open();
    tell('headers', start);
    tell('end', { ...start, statusCode: 200 });
    expect(taken).toEqual([]);
  });
});
