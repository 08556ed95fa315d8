import { describe, expect, it } from 'vitest';
import { passwordsOf, proxyFor, withoutLogin } from '../../src/doctor/proxy.js';

const through = (address: string, variables: Record<string, string>) =>
  proxyFor(new URL(address), variables)?.href;

describe('The proxy of a URL', () => {
  const proxy = 'http://proxy.example:3128/';

  it.each([
    ['https://a.example/', { https_proxy: proxy }, proxy],
    ['https://a.example/', { HTTPS_PROXY: 'proxy.example:3128' }, proxy],
    ['https://a.example/', { ALL_PROXY: proxy }, proxy],
    ['http://a.example/', { https_proxy: proxy }, undefined],
    ['https://a.example/', { https_proxy: proxy, no_proxy: 'b.example, .example' }, undefined],
    ['https://a.example/', { https_proxy: proxy, NO_PROXY: '*' }, undefined],
    ['https://an.example/', { https_proxy: proxy, no_proxy: 'n.example' }, proxy],
    ['https://a.example/', { https_proxy: 'http://' }, undefined],
  ])('%s with %j is %s', (address, variables, expected) => {
    expect(through(address, variables)).toBe(expected);
  });
});

describe('The login of a proxy', () => {
  it.each([
    ['http://ada:hunter2@proxy:3128', 'http://proxy:3128', ['hunter2']],
    ['ada:hunter2@proxy:3128', 'proxy:3128', ['hunter2']],
    ['http://proxy:3128', 'http://proxy:3128', []],
  ])('of %s is not shown', (value, shown, passwords) => {
    expect(withoutLogin(value)).toBe(shown);
    expect(passwordsOf({ https_proxy: value })).toEqual(passwords);
  });
});
