/** A posted reason or note: trimmed, at most 500 characters. */
export function postedNote(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? [...value.trim()].slice(0, 500).join('') : '';
}
