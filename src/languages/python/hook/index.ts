/** The link below a `ModuleNotFoundError` in a notebook. */
import type { MissingModuleHook } from '../../language.js';
import text from './missing_module.py';

const file = 'missing_module.py';

export const missing_module: MissingModuleHook = {
  file,
  text,
  argv(portal_url) {
    // Jupyter fills in the directory of the kernelspec. `exec_files` would replace the list of the person's own profile.
    const run = `__import__("runpy").run_path("{resource_dir}/${file}", dict(portal_url="${portal_url}")) and None`;
    return [`--IPKernelApp.code_to_run=${run}`];
  },
};
