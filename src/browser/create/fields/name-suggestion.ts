/** Fills in the suggested name until a person types one. */

export class NameSuggestion {
  private shown = '';
  private isTyped: boolean;

  constructor(private readonly field: HTMLInputElement) {
    this.isTyped = field.value !== '' || field.readOnly;
    field.addEventListener('input', () => {
      this.isTyped = true;
    });
    // So that typing replaces the suggestion.
    field.addEventListener('focus', () => {
      if (!this.isOwn) field.select();
    });
  }

  /** Whether the field has a value that the person has typed or accepted by sending it. */
  get isOwn(): boolean {
    return this.isTyped || this.field.value !== this.shown;
  }

  /** Returns whether the field has changed. */
  show(suggested = ''): boolean {
    const isBusy = document.activeElement === this.field;
    if (this.isOwn || isBusy || suggested === this.shown) return false;
    this.shown = suggested;
    this.field.value = suggested;
    return true;
  }
}
