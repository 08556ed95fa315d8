/**
 * Sets light or dark before the first paint. It is a classic, blocking script, so it imports nothing.
 * The user's choice (page.ts) overrides the preference of the system.
 */
{
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');

  const chosenTheme = (): string | null => {
    try {
      return localStorage.getItem('create-kernel-theme');
    } catch {
      // The browser may block storage.
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
