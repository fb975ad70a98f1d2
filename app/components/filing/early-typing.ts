import { readFormBody } from '../../domain/filing/form-entry.ts';
import type { FilingBody } from '../../domain/filing/form.ts';

function isTouched(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    const initial = options.find((option) => option.defaultSelected) ?? options[0];
    return initial !== undefined && !initial.selected;
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLInputElement) || control.type === 'hidden') return false;
  if (control.type === 'checkbox') return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

/**
 * What was typed into the page before its scripts arrived, or null when nothing was. Asked while the page wakes up:
 * afterwards the form's library has put its own values back.
 */
export function typedEarly(pageAddress: string, base: FilingBody): FilingBody | null {
  if (typeof document === 'undefined') return null;
  const form = document.querySelector<HTMLInputElement>('input[name="_base"]')?.form;
  if (form?.getAttribute('action') !== pageAddress) return null;
  if (![...form.elements].some(isTouched)) return null;
  const entries = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return readFormBody(entries, base, { keepBlankRows: true });
}
