/** Finds and makes elements. Text always becomes a text node, never markup. */

type Kind<Wanted> = new () => Wanted;

/** The element with this id. @throws Error if the page has no such element. */
export function byId<Wanted extends Element>(id: string, kind: Kind<Wanted>): Wanted {
  const found = findById(id, kind);
  if (!found) throw new Error(`The page has no ${kind.name} #${id}`);
  return found;
}

/** The element with this id; undefined if the page has none. */
export function findById<Wanted extends Element>(id: string, kind: Kind<Wanted>): Wanted | undefined {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}

/** All elements of this kind that match a selector. */
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

/** Sets the text only if it changed: setting it clears the selection, and screen readers read it again. */
export function setText(element: Element | undefined | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
