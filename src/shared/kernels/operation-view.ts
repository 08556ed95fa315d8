/** What a page shows of an operation on a kernel: its button and its form. */

/** An argument of an operation. */
export interface OperationField {
  name: string;
  description: string;
  kind: 'text' | 'number' | 'list' | 'switch' | 'choice' | 'select';
  required: boolean;
  /** What the field has at first. */
  initial?: string;
  /** Each value of a `select` with its words; the empty one is the default. */
  options?: Readonly<Record<string, string>>;
}

/** Something that can be done to a kernel. */
export interface OperationView {
  id: string;
  label: string;
  /** What it does, or what is asked before. */
  about: string;
  /** What it does to kernels that run. */
  warning?: string;
  /** It is asked for twice. */
  asks: boolean;
  /** It has a separate page. */
  page?: true;
  /** It takes something away. */
  removes: boolean;
  fields: OperationField[];
  /** What it would do can be shown before. */
  previews: boolean;
  /** The generation that it is about. */
  generation?: number;
  /** The kernel and this generation as the page shows them. */
  shown?: string;
}
