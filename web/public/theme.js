// Runs before the first paint, so that a chosen theme does not flash; a file, because the content security policy allows no inline script.
try {
  const theme = localStorage.getItem('muster.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be switched off; the system's theme then holds.
}
