/** Makes notebook files. */

/** A notebook for Python with these code cells; a cell with tags is a list of its source and its tags. */
export function notebookOf(cells: readonly (string | readonly string[])[], metadata: object = {}): string {
  const code = cells.map((cell) => {
    const [source = '', ...tags] = typeof cell === 'string' ? [cell] : cell;
    return { cell_type: 'code', metadata: { tags }, source, outputs: [], execution_count: null };
  });
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  const text = { cell_type: 'markdown', metadata: {}, source: '# Title' };
  return JSON.stringify({
    cells: [text, ...code],
    metadata: { kernelspec, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  });
}
