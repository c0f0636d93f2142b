// A classic script in the head: the choice holds before anything is painted.
{
  let theme;
  try {
    theme = localStorage.getItem('daemonize.theme');
  } catch {
    // Storage is switched off: the system decides.
  }
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
}
