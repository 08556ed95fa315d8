/**
 * Light or dark, set before the first painting. It runs as a classic script that blocks, so it imports nothing.
 * What a person chose (page/theme-button.ts) goes before what the system prefers.
 */
{
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');

  const chosenTheme = (): string | null => {
    try {
      return localStorage.getItem('create-kernel-theme');
    } catch {
      // A browser may forbid all storage.
      return null;
    }
  };

  const setTheme = () => {
    document.documentElement.dataset.bsTheme = chosenTheme() ?? (prefersDark.matches ? 'dark' : 'light');
  };

  setTheme();
  prefersDark.addEventListener('change', setTheme);
  addEventListener('storage', setTheme);
}
