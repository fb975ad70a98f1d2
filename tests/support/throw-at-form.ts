import { typedText } from '#app/domain/typed-text.ts';
import { BAD_VALUES, UNKNOWN_FIELDS, type BadValue } from './bad-value.ts';
import type { FoundForm } from './every-form.ts';
import { readForms, type FormControl } from './posted-form.ts';

/** What is posted: names and values as they are written, or a value of its own wire form. */
type Entry = readonly [name: string, value: string | BadValue];

/** A post, with what it tries. */
interface Attempt {
  readonly what: string;
  readonly entries: readonly Entry[];
  /** Controls that got bad values; none when something else is wrong. */
  readonly names: readonly string[];
}

const SAMPLE_BY_KIND: Readonly<Record<string, string>> = {
  date: '2026-11-20',
  month: '2026-11',
  email: 'somebody@example.cn',
  tel: '13800001234',
  number: '1',
  url: 'https://hook.example.cn/x',
  password: 'shuheng-demo-2026',
};

const SAMPLE_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/uscc/i, '91310000775785552L'],
  [/licenceNumbers/, '沪B2-20260099'],
  [/email|identifier/i, 'somebody@example.cn'],
  [/mobile|phone/i, '13800001234'],
  [/^(expiresOn|dueOn|targetOn|effectiveUntil)$/, '2027-06-30'],
  [/^(from|until|on|.*On|.*Date|date)$/, '2026-11-20'],
  [/url/i, 'https://hook.example.cn/x'],
  [/^code$/, '123456'],
  [/amount|value|count|days|weight|share|most|least/i, '1'],
];

function sampleOf(control: FormControl): string {
  const byName = SAMPLE_BY_NAME.find(([pattern]) => pattern.test(control.name))?.[1];
  if (control.value !== '') return control.value;
  if (control.kind === 'select') return control.choices.find((choice) => choice !== '') ?? '';
  if (control.kind === 'hidden') return '';
  return byName ?? SAMPLE_BY_KIND[control.kind] ?? '示例文字，请核对';
}

/** Radio buttons and lists of boxes: the first of a name counts, and every box of several is ticked. */
function isPosted(control: FormControl, controls: readonly FormControl[]): boolean {
  if (control.kind === 'file') return false;
  if (control.kind !== 'radio') return true;
  const same = controls.filter(({ name }) => name === control.name);
  return control === (same.find(({ isOn }) => isOn) ?? same[0]);
}

/** The form filled in as somebody might, and sent by its first button. */
export function filledIn(form: FoundForm): Entry[] {
  const entries = form.controls
    .filter((control) => isPosted(control, form.controls))
    .map((control): Entry => [control.name, sampleOf(control)]);
  const [button] = form.buttons;
  const withButton = button && button[0] !== '_add' ? [...entries, button] : entries;
  return withButton.map(([name, value]) => [name, name === '_csrf' ? form.asker.token : value]);
}

/** Names of the controls of a form that are given to bad values: all but the token. */
function targets(form: FoundForm): string[] {
  const names = [
    ...form.controls.filter(({ kind }) => kind !== 'file'),
    ...form.buttons.map(([name]) => ({ name })),
  ];
  return [...new Set(names.map(({ name }) => name))].filter((name) => name !== '_csrf');
}

/** A form with other values in some of its controls. */
export function withValues(form: FoundForm, values: Readonly<Record<string, string | BadValue>>): Entry[] {
  const others = filledIn(form).filter(([name]) => !Object.hasOwn(values, name));
  return [...others, ...Object.entries(values)];
}

/** Values for which a form is refused as a whole: among others they would hide them. */
const ALONE = /U\+0000|long|lines|many digits/;
const TOGETHER = BAD_VALUES.filter(({ what }) => !ALONE.test(what));
/** Controls above which a form gets bad values in all of them at once. */
const MANY = 12;

/** A form whose shape is wrong: fields that it doesn't have, twice, missing, or as parts of an object. */
function misshapen(form: FoundForm): Attempt[] {
  const entries = filledIn(form);
  const token = entries.filter(([name]) => name === '_csrf');
  const rest = entries.filter(([name]) => name !== '_csrf');
  return [
    { what: 'unknown fields', entries: [...entries, ...UNKNOWN_FIELDS], names: [] },
    { what: 'every field twice', entries: [...token, ...rest, ...rest], names: [] },
    { what: 'no field at all', entries: token, names: [] },
    {
      what: 'fields as objects',
      entries: [
        ...token,
        ...rest.flatMap(([n, v]): Entry[] => [
          [`${n}[]`, v],
          [`${n}[x]`, v],
        ]),
      ],
      names: [],
    },
  ];
}

function alone(form: FoundForm, names: readonly string[], turns: number, from: number): Attempt[] {
  return names.flatMap((name, index) =>
    Array.from({ length: Math.min(turns, BAD_VALUES.length) }).flatMap((_unused, step) => {
      const value = BAD_VALUES[(from + index * turns + step) % BAD_VALUES.length];
      if (!value) return [];
      return [
        { what: `${value.what} in ${name}`, entries: withValues(form, { [name]: value }), names: [name] },
      ];
    }),
  );
}

function together(form: FoundForm, names: readonly string[], turns: number, from: number): Attempt[] {
  return Array.from({ length: Math.min(2 * turns, TOGETHER.length) }, (_unused, step) => {
    const values = names.map((name, index): [string, BadValue | string] => [
      name,
      TOGETHER[(from + step * 7 + index) % TOGETHER.length] ?? '',
    ]);
    return {
      what: `a value each, turn ${step}`,
      entries: withValues(form, Object.fromEntries(values)),
      names,
    };
  });
}

/**
 * What is tried on a form: `turns` bad values for each control, beginning with number `from`, so that other forms get
 * others. Forms of many controls get theirs at once, and single ones in a few.
 */
export function attempts(form: FoundForm, turns: number, from: number): Attempt[] {
  const names = targets(form);
  if (names.length <= MANY) return [...alone(form, names, turns, from), ...misshapen(form)];
  const visible = names.filter((name) => !name.startsWith('_'));
  const some = names.filter((_name, index) => (index + from) % Math.ceil(names.length / MANY) === 0);
  return [...together(form, visible, turns, from), ...alone(form, some, turns, from), ...misshapen(form)];
}

const encode = (value: string | BadValue): string =>
  typeof value === 'string' ? encodeURIComponent(value) : (value.wire ?? encodeURIComponent(value.text));
const textOf = (value: string | BadValue): string => (typeof value === 'string' ? value : value.text);

/** A small PDF, for forms that take a file. */
const SCAN =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

/** Posts an attempt as the form would. */
export async function send(form: FoundForm, attempt: Attempt): Promise<Response> {
  if (form.isMultipart) {
    const body = new FormData();
    for (const [name, value] of attempt.entries) body.append(name, textOf(value));
    for (const { name, kind } of form.controls)
      if (kind === 'file' && !form.controls.some((control) => control.name === 'text'))
        body.append(name, new Blob([SCAN], { type: 'application/pdf' }), '扫描件𠮷.pdf');
    return form.asker.post(form.action, body);
  }
  const body = attempt.entries
    .map(([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`)
    .join('&');
  return form.asker.post(form.action, body, { 'content-type': 'application/x-www-form-urlencoded' });
}

/** Words of a program's inside that no answer may hold. */
const INSIDE =
  /\bat [^\n]{0,80}\.(?:js|ts|tsx):\d|syntax error at|violates |invalid byte sequence|out of range for type|node_modules|relation "|Invalid input|Too (?:big|small):|Expected |\[object Object\]/;

const HAN = /\p{Script=Han}/u;

/** What is wrong with an answer, whatever was asked; null when it is as it should be. */
export function faultOf(status: number, text: string): string | null {
  if (status >= 500) return `answers ${status}`;
  const inside = INSIDE.exec(text);
  if (inside) return `shows its inside: ${inside[0]}`;
  return status >= 400 && !HAN.test(text) ? `answers ${status} without a word of Chinese` : null;
}

/** What is wrong with the answer to an attempt at a form; null when it is as it should be. */
export function faultIn(form: FoundForm, attempt: Attempt, status: number, html: string): string | null {
  return faultOf(status, html) ?? (status === 422 || status === 409 ? lostIn(form, attempt, html) : null);
}

/** A text as forms may bring it into its normal form: half-width, capitals, without blanks. */
const asKept = (text: string) => typedText(text).normalize('NFKC').replace(/\s/gu, '').toUpperCase();

const TYPED_KINDS = ['text', 'textarea', 'email', 'tel', 'url', 'number', 'search'];

/** Text that was typed and isn't in the form that came back. */
function lostIn(form: FoundForm, attempt: Attempt, html: string): string | null {
  const given = new Map(attempt.entries.map(([name, value]) => [name, textOf(value)]));
  const isTampered = form.controls.some(
    ({ kind, name }) => kind === 'hidden' && attempt.names.includes(name),
  );
  if (attempt.names.length === 0 || isTampered) return null;
  if ([...given.values()].some((text) => text.includes('\0'))) return null;
  const back = readForms(html, form.page).flatMap(({ controls }) => controls);
  for (const { name, kind } of form.controls) {
    const text = asKept(given.get(name) ?? '');
    if (!TYPED_KINDS.includes(kind) || /password|secret|^code$/i.test(name) || text === '') continue;
    const kept = back.filter((control) => control.name === name);
    if (!kept.some(({ value }) => asKept(value) === text)) {
      return `loses what was typed in ${name}${kept.length === 0 ? ' (the form is gone)' : `, has “${kept[0]?.value.slice(0, 40)}”`}`;
    }
  }
  return null;
}
