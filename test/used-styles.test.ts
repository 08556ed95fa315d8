import { describe, expect, it } from 'vitest';
import { classesIn, withUsedRules } from '../scripts/used-styles.mjs';

const uses = classesIn('<p class="card btn-<%= kind %>">');

describe('A style sheet without the classes that no page has', () => {
  it.each([
    ['.card{a:b}', '.card{a:b}'],
    ['.card.modal{a:b}', ''],
    ['.card,.modal{a:b}', '.card{a:b}'],
    ['.modal:is(p,h1),.card:is(p,h1){a:b}', '.card:is(p,h1){a:b}'],
    // A class that an element need not have.
    ['.card:not(.modal):not(:first-child){a:b}', '.card:not(.modal):not(:first-child){a:b}'],
    // The page completes the name.
    ['.btn-danger{a:b}.btnlike{a:b}', '.btn-danger{a:b}'],
    ['a[href=".modal"]{a:b}', 'a[href=".modal"]{a:b}'],
    ['p{a:url("data:,%7b}{")}.modal{a:b}', 'p{a:url("data:,%7b}{")}'],
    ['@media print{.modal{a:b}.card{a:b}}@media print{.modal{a:b}}', '@media print{.card{a:b}}'],
    ['@keyframes turn{0%{a:b}50.5%{a:c}}', '@keyframes turn{0%{a:b}50.5%{a:c}}'],
    ['@charset "UTF-8";/*! {licence} */:root{--a:b}', '@charset "UTF-8";/*! {licence} */:root{--a:b}'],
  ])('%s', (css, kept) => {
    expect(withUsedRules(css, uses)).toBe(kept);
  });

  it('has to be complete', () => {
    expect(() => withUsedRules('p{a:b', uses)).toThrow('has no end');
  });
});
