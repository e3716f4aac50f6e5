import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { LogoutUrls } from '#shared/inspection/expectations.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { BINDING } from '#shared/saml/names.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { defineCheck, pass, type Verdict } from '../engine/define-check.ts';
import { ADDRESS_VARIANTS, type AddressVariant, judgeAddress } from './judge-address.ts';

/** Destination is an endpoint of the receiver, and the one that the message went to. */
export const destinationMismatch = defineCheck({
  code: 'destination-mismatch',
  rank: 500,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-bindings 3.5.5.2',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: [...ADDRESS_VARIANTS, 'absent'],
  run: (context) => judge(context, context.subject.message),
});

function judge(context: CheckContext, message: SamlMessage): readonly Verdict<AddressVariant | 'absent'>[] {
  const { destination, element } = message;
  if (destination === null || destination === '') return [pass('absent', { at: element })];
  const evidence = { at: element, attribute: 'Destination', facts: { kind: message.kind } };
  const registered = judgeAddress(endpointsFor(context, message), destination, evidence);
  const { receivedUrl } = context.expected;
  if (receivedUrl === null || registered.outcome === 'fail') return [registered];
  const delivered = judgeAddress([comparable(receivedUrl, destination)], destination, evidence, true);
  return [delivered.outcome === 'fail' || registered.outcome === 'unknown' ? delivered : registered];
}

/** A Destination without a query says nothing about one: products send their own parameters along. */
function comparable(receivedUrl: string, destination: string): string {
  return destination.includes('?') ? receivedUrl : (receivedUrl.split('?')[0] ?? receivedUrl);
}

/** The URLs of the other party that take this kind of message. */
function endpointsFor(context: CheckContext, { kind }: SamlMessage): readonly string[] {
  const { expected } = context;
  if (kind === 'Response') return expected.sp?.assertionConsumers ?? [];
  if (kind === 'AuthnRequest') return expected.idp?.singleSignOn ?? [];
  if (expected.sender === null) return [];
  const logout = (expected.sender === 'idp' ? expected.sp : expected.idp)?.logout ?? [];
  return byBinding(context, logout).map(({ request, response }) => (kind === 'LogoutRequest' ? request : response));
}

/** The addresses of the back channel, which browsers do not reach, and of the front channel are not each other's. */
function byBinding({ subject: { wire } }: CheckContext, all: readonly LogoutUrls[]): readonly LogoutUrls[] {
  const channel = wire === null ? null : BINDINGS[wire.binding].channel;
  if (channel === null) return all;
  const isBack = channel === 'soap';
  const fitting = all.filter(({ binding }) => (binding === BINDING.soap) === isBack);
  return fitting.length > 0 ? fitting : all;
}
