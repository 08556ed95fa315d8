/** The routes of everything but the form itself, in the order in which a request tries them. */
import { Router } from 'express';
import type { WebContext } from '../context.js';
import { buildRoutes } from './builds.js';
import { createRoutes } from './create.js';
import { diskRoutes } from './disk.js';
import { doctorRoutes } from './doctor.js';
import { estimateRoutes } from './estimate.js';
import { generationRoutes } from './generations.js';
import { kernelRoutes } from './kernels.js';
import { missingModuleRoutes } from './missing-module.js';
import { myRecipeRoutes } from './my-recipes.js';
import { packageRoutes } from './packages.js';
import { updateRoutes } from './update.js';

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
  );
}
