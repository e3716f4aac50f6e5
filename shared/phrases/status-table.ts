import { AT_ACS } from './statuses/acs.ts';
import { ANYWHERE } from './statuses/anywhere.ts';
import { AT_LANDING } from './statuses/landing.ts';
import { AT_LOGOUT } from './statuses/logout.ts';
import { AT_OTHER } from './statuses/other.ts';
import { AT_PAGE } from './statuses/page.ts';
import { AT_IDP } from './statuses/request.ts';
import type { StatusPlace, StatusRow, StatusWhen } from './statuses/status-row.ts';

const OWN: Readonly<Record<StatusPlace, readonly StatusRow[]>> = {
  acs: AT_ACS,
  logout: AT_LOGOUT,
  idp: AT_IDP,
  landing: AT_LANDING,
  page: AT_PAGE,
  other: AT_OTHER,
};

const OF: Readonly<Record<StatusPlace, string>> = {
  acs: '',
  logout: ' of a logout',
  idp: ' of a request',
  landing: ' of a page behind it',
  page: ' of a page of the IdP',
  other: ' of a host of neither side',
};
const SEEN: Readonly<Record<StatusWhen, string>> = {
  'in-front': ' of what stands in front',
  allow: ' with Allow',
  'no-cookie': ' without a cookie',
  named: ' where its request asked for it',
  posted: ' of a POST',
  got: ' of a GET',
};

/**
 * What each status means where a message was sent, by what such a finding calls it. 400, 401 and 500 mean nothing by
 * themselves, nor does 403 of an application; what a redirect does to a form `post-became-get` tells.
 */
export const STATUS_TABLE: Readonly<Record<StatusPlace, ReadonlyMap<string, StatusRow>>> = {
  acs: tableOf('acs'),
  logout: tableOf('logout'),
  idp: tableOf('idp'),
  landing: tableOf('landing'),
  page: tableOf('page'),
  other: tableOf('other'),
};

/** What a place says itself goes before what is said of all. */
function tableOf(place: StatusPlace): ReadonlyMap<string, StatusRow> {
  return new Map([...ANYWHERE, ...OWN[place]].map((row) => [statusName(row.status, place, row.when), row]));
}

/** What a finding calls a status at a place: `HTTP 405 of a logout`. */
export function statusName(status: number | null, place: StatusPlace, when?: StatusWhen): string {
  return `HTTP ${status}${when === undefined ? '' : SEEN[when]}${OF[place]}`;
}
