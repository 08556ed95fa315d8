// The dashboard puts this into a function on its form's page. It only adds words below the name: the form works without.
const field = document.getElementById('batch_connect_session_context_kernel_name');

/** As src/recipe/name.ts makes it. */
function kernelName(title) {
  const typed = title.trim().replace(/\s+/g, ' ');
  const taken = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?$/.test(typed) && !typed.includes('..');
  if (taken) return typed;
  const plain = typed.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
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
    words.textContent = name ? `Jupyter will know it as ${name}` : '';
  };
  field.addEventListener('input', show);
  show();
}
