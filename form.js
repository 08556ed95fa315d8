// The dashboard runs this on its form's page. It only shows the kernel's name below the field; the form works without it.
const field = document.getElementById('batch_connect_session_context_kernel_name');

/** The same as in src/recipe/schema/name.ts; empty for letters that only the app can transliterate. */
function kernelName(title) {
  const typed = title.trim().replace(/\s+/g, ' ');
  const taken = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$/.test(typed) && !typed.includes('..');
  if (taken) return typed;
  const plain = typed.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  if (/(?![a-z0-9])[\p{L}\p{N}]/u.test(plain)) return '';
  const joined = plain.replace(/[^a-z0-9._]+/g, '-').replace(/\.{2,}/g, '.');
  return joined
    .replace(/^[._-]+/, '')
    .slice(0, 64)
    .replace(/[._-]+$/, '');
}

if (field) {
  const words = document.createElement('small');
  words.className = 'form-text text-muted';
  words.setAttribute('aria-live', 'polite');
  field.after(words);
  const show = () => {
    const name = kernelName(field.value);
    words.textContent = name ? `Jupyter’s name for it: ${name}` : '';
  };
  field.addEventListener('input', show);
  show();
}
