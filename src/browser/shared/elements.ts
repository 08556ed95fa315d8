/** Finding and making elements. Text always becomes a text node, so that it can never become markup. */

type Kind<Wanted> = new () => Wanted;

/** The element with this id. @throws Error if the page has none of this kind. */
export function byId<Wanted extends Element>(id: string, kind: Kind<Wanted>): Wanted {
  const found = findById(id, kind);
  if (!found) throw new Error(`The page has no ${kind.name} #${id}`);
  return found;
}

/** The same where the page may be without it. */
export function findById<Wanted extends Element>(id: string, kind: Kind<Wanted>): Wanted | undefined {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}

/** All elements of this kind that a selector finds. */
export function all<Wanted extends Element>(
  selector: string,
  kind: Kind<Wanted>,
  within: ParentNode = document,
): Wanted[] {
  return [...within.querySelectorAll(selector)].filter(
    (element): element is Wanted => element instanceof kind,
  );
}

/** A new element with these attributes and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Writes only what changed: a text that is written anew loses the selection, and is read aloud again. */
export function setText(element: Element | undefined | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
