/** One control of a form as a page shows it, with what it would post. */
export interface FormControl {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  /** Whether it would be posted as it stands. */
  readonly isOn: boolean;
  /** The values of a list, of boxes or of radio buttons. */
  readonly choices: readonly string[];
}

/** A form that posts, as a page shows it. */
export interface PostedForm {
  readonly page: string;
  readonly action: string;
  readonly isMultipart: boolean;
  readonly controls: readonly FormControl[];
  /** Name and value of its buttons that have one. */
  readonly buttons: readonly (readonly [name: string, value: string])[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
};

/** Text of HTML as it reads. */
export function readHtmlText(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(String(hex), 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return ENTITIES[String(name)] ?? whole;
  });
}

function attributesOf(tag: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)) {
    attributes[name.toLowerCase()] ??= readHtmlText(value);
  }
  return attributes;
}

const CONTROL =
  /<input\b([^>]*?)\/?>|<textarea\b([^>]*)>([^]*?)<\/textarea>|<select\b([^>]*)>([^]*?)<\/select>|<button\b([^>]*)>/g;

interface Found {
  readonly formId: string;
  readonly at: number;
  readonly control: FormControl | null;
  readonly button: readonly [string, string] | null;
}

function listOf(inner: string): { choices: string[]; value: string } {
  const options = [...inner.matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
  const chosen = options.find((option) => 'selected' in option) ?? options[0];
  return { choices: options.map((option) => option.value ?? ''), value: chosen?.value ?? '' };
}

function readControl(match: RegExpMatchArray): Found | null {
  const [, input, area, areaText, list, listInner, button] = match;
  const attributes = attributesOf(input ?? area ?? list ?? button ?? '');
  const { name = '', form = '', value = '' } = attributes;
  const base = { formId: form, at: match.index ?? 0 };
  if (name === '' || 'disabled' in attributes) return null;
  if (button !== undefined) return { ...base, control: null, button: [name, value] };
  if (area !== undefined) {
    const text = readHtmlText(areaText ?? '').replace(/^\n/, '');
    return {
      ...base,
      control: { name, kind: 'textarea', value: text, isOn: true, choices: [] },
      button: null,
    };
  }
  if (list !== undefined) {
    const { choices, value: chosen } = listOf(listInner ?? '');
    return { ...base, control: { name, kind: 'select', value: chosen, isOn: true, choices }, button: null };
  }
  const kind = attributes.type ?? 'text';
  const isBox = kind === 'checkbox' || kind === 'radio';
  const isOn = !isBox || 'checked' in attributes;
  const own = isBox && !('value' in attributes) ? 'on' : value;
  return { ...base, control: { name, kind, value: own, isOn, choices: isBox ? [own] : [] }, button: null };
}

/** The forms of a page that post, with their controls, wherever on the page these stand. */
export function readForms(html: string, page: string): PostedForm[] {
  const found = [...html.matchAll(CONTROL)].map(readControl).filter((item) => item !== null);
  const forms: PostedForm[] = [];
  for (const match of html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)) {
    const attributes = attributesOf(match[1] ?? '');
    if ((attributes.method ?? '').toLowerCase() !== 'post') continue;
    const from = match.index;
    const to = from + match[0].length;
    const own = found.filter(({ formId, at }) =>
      formId === '' ? at > from && at < to : formId === attributes.id,
    );
    forms.push({
      page,
      action: attributes.action || page,
      isMultipart: attributes.enctype === 'multipart/form-data',
      controls: own.flatMap(({ control }) => (control ? [control] : [])),
      buttons: own.flatMap(({ button }) => (button ? [button] : [])),
    });
  }
  return forms;
}
