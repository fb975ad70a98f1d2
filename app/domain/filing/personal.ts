import { ERASED_VALUE, fieldValue, groupRows, normaliseBody, rowValue, withField, withRows } from './body.ts';
import { isGroup } from './field.ts';
import { rowAnchor } from './field-path.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';

/** Values that are kept encrypted, by anchor (`cdo.mobile`, `supportingPosts[@r1].phone`). */
export type PersonalValues = Readonly<Record<string, string>>;

type Replace = (anchor: string, value: string) => string;

function mapEncrypted(body: FilingBody, replace: Replace): FilingBody {
  let result = body;
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      const rows = groupRows(result, key).map((row) => {
        const copy = { ...row };
        for (const [name, inner] of Object.entries(item.fields)) {
          if (inner.encrypted)
            copy[name] = replace(rowAnchor(key, row.id, name), String(rowValue(row, name)));
        }
        return copy;
      });
      result = withRows(result, key, rows);
    } else if (item.encrypted) {
      result = withField(result, key, replace(key, String(fieldValue(result, key))));
    }
  }
  return result;
}

/** Parts a body into what is stored in the clear and what is sealed; empty values are in neither. */
export function separatePersonal(body: FilingBody): { open: FilingBody; personal: PersonalValues } {
  const personal: Record<string, string> = {};
  const open = mapEncrypted(body, (anchor, value) => {
    if (value !== '') personal[anchor] = value;
    return '';
  });
  return { open, personal };
}

/** Puts the opened values back; an anchor whose row is gone is ignored. */
export function joinPersonal(open: unknown, personal: PersonalValues): FilingBody {
  return mapEncrypted(normaliseBody(open), (anchor, value) =>
    Object.hasOwn(personal, anchor) ? (personal[anchor] ?? '') : value,
  );
}

/** The body of an erased version: every encrypted value is marked as erased. */
export function markErased(open: unknown): FilingBody {
  return mapEncrypted(normaliseBody(open), () => ERASED_VALUE);
}

/** Anchors of the values that would be sealed, in the order of the form. */
export function encryptedAnchors(body: FilingBody): readonly string[] {
  return Object.keys(separatePersonal(body).personal);
}
