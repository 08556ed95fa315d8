/** The routes of everything but the form itself, in the order in which a request tries them. */
import { Router } from 'express';
import type { WebContext } from '../context.js';
import { buildRoutes } from './builds.js';
import { createRoutes } from './create/create.js';
import { estimateRoutes } from './create/estimate.js';
import { missingModuleRoutes } from './create/missing-module.js';
import { myRecipeRoutes } from './create/my-recipes.js';
import { packageRoutes } from './create/packages.js';
import { doctorRoutes } from './doctor.js';
import { formAddresses } from './form-addresses.js';
import { diskRoutes } from './kernels/disk.js';
import { generationRoutes } from './kernels/generations.js';
import { kernelRoutes } from './kernels/kernels.js';
import { updateRoutes } from './kernels/update.js';

export function otherRoutes(context: WebContext): Router {
  return Router().use(
    createRoutes(context),
    estimateRoutes(context),
    packageRoutes(context),
    buildRoutes(context),
    updateRoutes(context),
    generationRoutes(context),
    kernelRoutes(context),
    missingModuleRoutes(context),
    myRecipeRoutes(context),
    diskRoutes(context),
    doctorRoutes(context),
    formAddresses(),
  );
}
