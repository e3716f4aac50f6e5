import { describe, expect, test } from 'vitest';
import { beginLogout, type LogoutSubject } from '#shared/logout/begin-logout.ts';
import type { IdpState, Logout } from '#shared/logout/logout.ts';
import { awaitedRequest, dueAt, type LogoutEvent, step } from '#shared/logout/machine.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';

const NAME = { value: 'anne', format: null, nameQualifier: null, spNameQualifier: null };
const BOTH = { browser: true, soap: true, any: true };

type IdpChanges = Partial<NonNullable<LogoutSubject['idp']>>;

function subject(changes: Partial<LogoutSubject> = {}, idp: IdpChanges = {}): LogoutSubject {
  return {
    ...{ id: 'i', reference: 'AAAAA-AAAAA', connection: 'hub', user: 'CORP\\anne', at: 1000, mode: 'qlik' },
    begun: { by: 'user' },
    idp: { entityId: 'https://idp', nameId: NAME, sessionIndexes: ['s1'], offers: BOTH, ...idp },
    ...changes,
  };
}

const begin = (changes: Partial<LogoutSubject> = {}, idp: IdpChanges = {}) => beginLogout(subject(changes, idp), ['k']);
const stateOf = (logout: Logout | null): IdpState | null => logout?.idp?.state ?? null;

/** What the events make of a logout; an event that changes nothing leaves it. */
const through = (logout: Logout, ...events: LogoutEvent[]): Logout =>
  events.reduce((now, event) => step(now, event) ?? now, logout);

const sent = (by: 'redirect' | 'post' | 'soap' = 'redirect', requestId = 'r'): LogoutEvent => {
  return { type: 'sent', by, requestId, at: 2000, until: 3000 };
};
const answered = (requestId = 'r', at = 2500): LogoutEvent => {
  return { type: 'answered', requestId, at, codes: [STATUS_CODE.success], message: null };
};
const time = (at: number): LogoutEvent => ({ type: 'time', at });
const idpAsked = (at = 2600): LogoutEvent => ({ type: 'idp-asked', at, codes: [STATUS_CODE.success] });

describe('how a logout begins', () => {
  test.each<readonly [string, Partial<LogoutSubject>, IdpChanges, Partial<IdpState>]>([
    ['a browser carries the question, where one can', {}, {}, { is: 'to-ask', through: 'browser' }],
    [
      'where the IdP takes SOAP alone, we ask',
      {},
      { offers: { ...BOTH, browser: false } },
      { is: 'to-ask', through: 'soap', until: 1000 },
    ],
    [
      'without an address nobody is asked',
      {},
      { offers: { browser: false, soap: false, any: false } },
      { is: 'not-asked', reason: 'no-endpoint' },
    ],
    [
      'with one that may not be used',
      {},
      { offers: { browser: false, soap: false, any: true } },
      { is: 'not-asked', reason: 'no-redirect' },
    ],
    ['without a name', {}, { nameId: null }, { is: 'not-asked', reason: 'no-name-id' }],
    ['when the IdP asked us', { begun: { by: 'idp', messageId: '_m' } }, {}, { is: 'asked-us' }],
    [
      'when one session was too many',
      { begun: { by: 'session-limit' } },
      {},
      { is: 'not-asked', reason: 'session-limit' },
    ],
    [
      'idling out in saml2int',
      { begun: { by: 'timeout', limit: 'idle' }, mode: 'saml2int' },
      {},
      { is: 'not-asked', reason: 'idle-in-saml2int' },
    ],
    ['idling out in qlik', { begun: { by: 'timeout', limit: 'idle' } }, {}, { is: 'to-ask', through: 'browser' }],
    [
      'after its lifetime in saml2int',
      { begun: { by: 'timeout', limit: 'lifetime' }, mode: 'saml2int' },
      {},
      { is: 'to-ask', through: 'browser' },
    ],
  ])('%s', (_, changes, idp, state) => {
    expect(stateOf(begin(changes, idp))).toMatchObject(state);
  });

  test('sessions in which no identity provider has a part have nothing that is waited for', () => {
    const logout = begin({ idp: null });
    expect([logout.idp, dueAt(logout), awaitedRequest(logout)]).toEqual([null, null, null]);
    for (const event of [sent(), answered(), time(9e9), idpAsked()]) expect(step(logout, event)).toBeNull();
  });
});

describe('the machine', () => {
  test('sent and answered: the first answer stands', () => {
    const logout = through(begin(), sent(), answered(), answered('r', 2700), time(9000), idpAsked());
    expect(stateOf(logout)).toMatchObject({ is: 'answered', by: 'redirect', at: 2500, askedAt: 2000 });
    expect([dueAt(logout), awaitedRequest(logout)]).toEqual([null, null]);
  });

  test('an answer to another request is none', () => {
    expect(step(through(begin(), sent()), answered('other'))).toBeNull();
  });

  test('of two browsers that come one carries it', () => {
    expect(step(through(begin(), sent('redirect', 'first')), sent('redirect', 'second'))).toBeNull();
  });

  test('what a browser is to carry is not asked by SOAP meanwhile; when none comes, it is', () => {
    const logout = begin();
    expect(step(logout, sent('soap'))).toBeNull();
    expect(step(logout, time(8999))).toBeNull();
    const soap = through(logout, time(9000));
    expect(stateOf(soap)).toMatchObject({ is: 'to-ask', through: 'soap', tries: 0 });
    expect(step(soap, sent('redirect'))).toBeNull();
    expect(stateOf(through(soap, sent('soap'), answered()))).toMatchObject({ is: 'answered', by: 'soap' });
  });

  test('when none comes and there is no SOAP, nobody is asked; a browser that comes after all still carries it', () => {
    const late = through(begin({}, { offers: { ...BOTH, soap: false } }), time(9000));
    expect(stateOf(late)).toMatchObject({ is: 'not-asked', reason: 'no-browser' });
    expect(stateOf(through(late, sent('post')))).toMatchObject({ is: 'asked', by: 'post' });
    expect(step(begin({}, { nameId: null }), sent('post'))).toBeNull();
  });

  test('nothing waits for ever: without an answer it is over, and a late one is still news', () => {
    const over = through(begin(), sent(), time(3000));
    expect(stateOf(over)).toMatchObject({ is: 'unanswered', reason: 'time' });
    expect(dueAt(over)).toBeNull();
    expect(awaitedRequest(over)).toBe('r');
    expect(stateOf(through(over, answered('r', 5000)))).toMatchObject({ is: 'answered', at: 5000 });
  });

  test('by SOAP, whoever asked may have died: it is asked again, three times in all', () => {
    let logout = begin({}, { offers: { ...BOTH, browser: false } });
    for (const id of ['1', '2']) {
      logout = through(logout, sent('soap', id), time(3000));
      expect(stateOf(logout)).toMatchObject({ is: 'to-ask', through: 'soap' });
    }
    logout = through(logout, sent('soap', '3'), time(3000));
    expect(stateOf(logout)).toMatchObject({ is: 'unanswered', reason: 'time', requestId: '3' });
  });

  test('what was refused is noted: by a browser the true answer still counts, by SOAP there is no other', () => {
    const refused = { type: 'answer-refused', requestId: 'r', at: 2100, code: 'signature-invalid' } as const;
    const front = through(begin(), sent(), refused);
    expect([stateOf(front)?.is, front.idp?.refused]).toEqual(['asked', [{ at: 2100, code: 'signature-invalid' }]]);
    expect(stateOf(through(front, answered()))?.is).toBe('answered');
    const back = through(begin({}, { offers: { ...BOTH, browser: false } }), sent('soap'), refused);
    expect(stateOf(back)).toMatchObject({ is: 'unanswered', reason: 'refused', detail: 'signature-invalid' });
    expect(step(through(begin(), sent()), { ...refused, requestId: 'other' })).toBeNull();
    const flooded = through(begin(), sent(), ...Array.from({ length: 20 }, () => refused));
    expect(flooded.idp?.refused).toHaveLength(5);
  });

  test('unreachable is for SOAP alone: nobody here knows what a browser reaches', () => {
    const away = { type: 'unreachable', requestId: 'r', at: 2100, detail: 'ECONNREFUSED' } as const;
    expect(step(through(begin(), sent()), away)).toBeNull();
    const back = through(begin({}, { offers: { ...BOTH, browser: false } }), sent('soap'), away);
    expect(stateOf(back)).toMatchObject({ is: 'unanswered', reason: 'unreachable', detail: 'ECONNREFUSED' });
  });

  test('a request of the IdP that crosses ours is noted, once, and the answer still counts', () => {
    const crossed = through(begin(), sent(), idpAsked(2600), idpAsked(2700));
    expect([stateOf(crossed)?.is, crossed.idp?.crossedAt]).toEqual(['asked', 2600]);
    expect(stateOf(through(crossed, answered('r', 2800)))?.is).toBe('answered');
    expect(stateOf(through(begin(), idpAsked()))).toMatchObject({ is: 'asked-us', codes: [STATUS_CODE.success] });
    expect(through(begin(), sent(), time(3000), idpAsked()).idp?.crossedAt).toBe(2600);
  });

  test('our own answer to the IdP is noted once', () => {
    const asked = begin({ begun: { by: 'idp', messageId: '_m' } });
    const told = through(asked, idpAsked());
    expect(stateOf(told)).toMatchObject({ is: 'asked-us', codes: [STATUS_CODE.success] });
    expect(step(told, idpAsked())).toBeNull();
  });

  test('what went over the back channel is noted in every state, each question once and no more than four, without what is too long', () => {
    const carried = (sent: string | null, came = 'answer'): LogoutEvent => {
      const ends = { at: 2000, end: 2100, url: 'https://idp/slo', status: 200, error: null };
      return { type: 'carried', at: 2100, exchange: { by: 'companion', ...ends, sent, came } };
    };
    const asked = through(begin({}, { offers: { browser: false, soap: true, any: true } }), sent('soap'));
    const noted = through(asked, carried('question'), carried('question'), answered());
    expect(noted.idp?.carried).toMatchObject([{ sent: 'question', came: 'answer' }]);
    expect(stateOf(noted)?.is).toBe('answered');
    const many = through(noted, carried('2'), carried('3', 'x'.repeat(40_000)), carried('4'), carried('5'));
    expect(many.idp?.carried?.map(({ sent, came }) => `${sent} ${came}`)).toEqual([
      'question answer',
      '2 answer',
      '3 null',
      '4 answer',
    ]);
  });
});
