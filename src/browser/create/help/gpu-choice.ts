/** The choice of a GPU: writes its variables and its index into their fields, where a person sees and can change them. */
import { jsonIn } from '../../../base/text/json.js';
import type { GpuChoice } from '../../../shared/form/create-page.js';
import { has, ifAny, listOf, mapOf, text } from '../../../shared/json-checks.js';
import { byId, findById } from '../../shared/elements.js';
import { choiceIn, withGpu } from './gpu-text.js';

const areChoices = listOf(has<GpuChoice>({ title: text, variables: mapOf(text), channel: ifAny(text) }));

/** Returns a function that shows the choice that the fields have. */
export function startGpuChoice(): () => void {
  const select = findById('gpu', HTMLSelectElement);
  if (!select) return () => {};
  const given = jsonIn(select.dataset.choices ?? '');
  const choices = areChoices(given) ? given : [];
  const variables = byId('install_variables', HTMLTextAreaElement);
  const channels = byId('kernel_channels', HTMLTextAreaElement);
  const show = () => {
    select.selectedIndex = choiceIn({ variables: variables.value, channels: channels.value }, choices);
  };
  select.addEventListener('change', () => {
    const chosen = choices[select.selectedIndex];
    if (!chosen) return;
    const texts = withGpu({ variables: variables.value, channels: channels.value }, chosen, choices);
    variables.value = texts.variables;
    channels.value = texts.channels;
    variables.dispatchEvent(new Event('input', { bubbles: true }));
  });
  show();
  return show;
}
