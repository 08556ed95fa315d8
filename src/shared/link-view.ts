/** A link with a recipe in its fragment. */
export interface LinkView {
  path: string;
  /** Names of secret variables, which it does not have. */
  left_out: readonly string[];
}
