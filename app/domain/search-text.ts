/** Search text of what isn't empty, in the given order: `?at=2023-06-30&order=gap`. */
export function searchText(parameters: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  // A list of ids reads better with its commas.
  const text = search.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
