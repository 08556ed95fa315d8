/** The texts to type for a recipe: the inverse of from-fields.ts. */
import { listOfChannels } from '../channels/asked-channels.js';
import { plainRecipe, type Recipe, type RecipeField } from '../recipe.js';

/** The texts to type on a site with these default channels, to fill in a form. */
export function fieldsOfRecipe(
  recipe: Recipe,
  default_channels: readonly string[],
): Record<RecipeField, string> {
  const {
    packages,
    pip_packages,
    channels,
    modules,
    build_constraints,
    build_packages,
    imports,
    install_variables,
    kernel_variables,
    ...texts
  } = plainRecipe(recipe);
  return {
    ...texts,
    packages: packages.join('\n'),
    pip_packages: pip_packages.join('\n'),
    channels: listOfChannels(channels, default_channels).join('\n'),
    build_constraints: build_constraints.join('\n'),
    build_packages: build_packages.join('\n'),
    modules: modules.join('\n'),
    imports: imports.join('\n'),
    install_variables: variableLines(install_variables),
    kernel_variables: variableLines(kernel_variables),
  };
}

/** Adds quotes around values that would otherwise lose their quotes or outer spaces when they are read. */
function variableLines(variables: Record<string, string>): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    return `${name}=${/^\s|\s$|^(["']).*\1$/s.test(value) ? `"${value}"` : value}`;
  });
  return lines.join('\n');
}
