/**
 * Addresses that only take forms. A portal that asks for a login in between leads back to the address without the form,
 * as a link that is opened again does.
 */
import { Router } from 'express';
import { UserError } from '../../base/errors.js';
import { kernelOperations } from '../../kernels/operations/index.js';

const paths = [
  ...['/preview', '/recipes', '/recipes/remove', '/disk/clean', '/builds/:id/retry', '/builds/:id/cancel'],
  '/kernels/update/preview',
  ...Object.keys(kernelOperations).map((id) => `/kernels/${id}`),
];

/** Comes after the routes of pages: some of these addresses are also those of pages. */
export function formAddresses(): Router {
  return Router().get(paths, ({ path }, response) => {
    response.set('Allow', 'POST');
    throw new UserError('form-not-sent', { path });
  });
}
