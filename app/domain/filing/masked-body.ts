import { maskValue } from '../organisation/masking.ts';
import { fieldValue, groupRows, rowValue, withField, withRows } from './body.ts';
import { isGroup, type FieldDefinition, type FieldValue } from './field.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';

function masked(definition: FieldDefinition, value: FieldValue): FieldValue {
  return definition.mask !== null && typeof value === 'string' ? maskValue(definition.mask, value) : value;
}

/** The body as those read it who may not see personal values in full. */
export function maskedBody(body: FilingBody): FilingBody {
  let result = body;
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      const rows = groupRows(result, key).map((row) => {
        const copy = { ...row };
        for (const [name, inner] of Object.entries(item.fields))
          copy[name] = masked(inner, rowValue(row, name));
        return copy;
      });
      result = withRows(result, key, rows);
    } else if (item.control !== 'attachment') {
      result = withField(result, key, masked(item, fieldValue(result, key)));
    }
  }
  return result;
}
