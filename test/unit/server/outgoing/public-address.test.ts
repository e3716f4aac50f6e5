import { describe, expect, test } from 'vitest';
import { checkAddress } from '#server/outgoing/check-address.ts';
import { isNeverAllowed, isPublicAddress } from '#server/outgoing/public-address.ts';

describe('an IP address', () => {
  test.each([
    '93.184.215.14',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.0',
    '100.128.0.1',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '2a00:1450:4001:81b::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['169.254.169.254', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.2.1', '198.18.0.1', '224.0.0.1'],
    ...['255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:a9fe:a9fe'],
    ...['64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '2002:7f00:1::', '2002:a9fe:a9fe::1', 'fe80::1', 'fe80::1%eth0'],
    ...['fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2001::1', '3fff::1', '::2', '0:0:0:0:0:ffff:a00:1'],
    // RFC 8215: where a network's own translation has the IPv4 address, its last 32 bits do not tell.
    ...['64:ff9b:1:7f00:0:100:808:808', '64:ff9b:1::808:808', 'fd20:ce::254', '192.0.0.192'],
    ...['', 'localhost', '127.1', '1.2.3', 'g::1', '1::2::3'],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    ...['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254', '168.63.129.16', '0.0.0.0', 'ff02::1'],
    ...['100.100.100.200', '64:ff9b::a9fe:a9fe', '::', '192.0.0.192', 'fd20:ce::254', '64:ff9b:1:a9fe:a9:fe00::'],
  ])('%s is nowhere that any name may lead', (address) => {
    expect(isNeverAllowed(address)).toBe(true);
  });

  test.each(['127.0.0.1', '::1', '10.0.0.1', '192.168.1.1', 'fd12::1', '8.8.8.8'])('%s is where one may', (address) => {
    expect(isNeverAllowed(address)).toBe(false);
  });
});

describe('an address that is to be asked', () => {
  test.each([
    ['http://idp.example/metadata', 'by http can be changed'],
    ['ftp://idp.example/', 'only https'],
    ['file:///etc/passwd', 'only https'],
    ['https://user:secret@idp.example/', 'a name or a password'],
    ['https://127.0.0.1/', 'not a public one'],
    ['https://2130706433/', 'not a public one'],
    ['https://0x7f.1/', 'not a public one'],
    ['https://0177.0.0.1/', 'not a public one'],
    ['https://127.1/', 'not a public one'],
    ['https://[::1]/', 'not a public one'],
    ['https://[::ffff:127.0.0.1]/', 'not a public one'],
    ['https://[::ffff:7f00:1]/', 'not a public one'],
    ['https://169.254.169.254/latest/meta-data/', 'not a public one'],
    ['https://0251.0376.0251.0376/', 'not a public one'],
    ['https://１２７.0.0.1/', 'not a public one'],
    ['nonsense', 'no address'],
  ])('%s is refused: %s', (address, words) => {
    expect(() => checkAddress(address, ['other.example'])).toThrow(words);
    expect(() => checkAddress(address, [])).not.toThrow('secret');
  });

  test.each([
    ['https://idp.example/metadata', []],
    ['https://93.184.215.14/', []],
    ['http://127.0.0.1:4041/metadata', ['127.0.0.1:4041']],
    ['http://127.1:4041/metadata', ['127.0.0.1:4041']],
    ['http://localhost/metadata', ['localhost:80']],
    ['https://idp.internal:8443/', ['idp.internal']],
    ['http://[::1]:1/', ['[::1]']],
  ])('%s is taken where %j are allowed', (address, hosts) => {
    expect(checkAddress(address, hosts).url.href).toContain('://');
  });

  test('with a host of another port is not the one that is allowed', () => {
    expect(() => checkAddress('http://127.0.0.1:4042/', ['127.0.0.1:4041'])).toThrow('by http');
  });

  test.each(['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '[fd00:ec2::254]'])(
    'where machines find their credentials (%s) is refused, though its very address is allowed',
    (host) => {
      const url = `http://${host}/latest`;
      expect(() => checkAddress(url, [host, new URL(url).hostname])).toThrow('not a public one');
    },
  );
});
