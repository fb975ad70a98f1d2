import type { FilingBody } from '../../app/domain/filing/form.ts';
import {
  joinPersonal,
  markErased,
  type PersonalValues,
  separatePersonal,
} from '../../app/domain/filing/personal.ts';
import type { Sealer } from '../crypto/sealer.ts';

const PURPOSE = 'filing.personal';

/** What the jsonb column holds: the body without its encrypted values, and those values as one sealed text. */
interface StoredBody {
  readonly open: unknown;
  readonly sealed: string | null;
  /** True once the sealed part was erased, its retention being over. */
  readonly erased?: boolean;
}

/** The JSON text of a body for its jsonb column; values of encrypted fields are sealed for this organisation. */
export function sealBody(sealer: Sealer, organisationId: string, body: FilingBody): string {
  const { open, personal } = separatePersonal(body);
  const sealed =
    Object.keys(personal).length === 0
      ? null
      : sealer.seal(PURPOSE, JSON.stringify(personal), organisationId);
  return JSON.stringify({ open, sealed } satisfies StoredBody);
}

function isStored(stored: unknown): stored is StoredBody {
  return typeof stored === 'object' && stored !== null && 'open' in stored;
}

/**
 * The body of a jsonb column, whole again; where the sealed part was erased, its fields say so.
 * @throws SealError when the sealed part was altered or belongs to another organisation
 */
export function openBody(sealer: Sealer, organisationId: string, stored: unknown): FilingBody {
  if (!isStored(stored)) throw new TypeError('not a stored filing body');
  if (stored.erased === true) return markErased(stored.open);
  const personal =
    typeof stored.sealed === 'string'
      ? (JSON.parse(sealer.open(PURPOSE, stored.sealed, organisationId)) as PersonalValues)
      : {};
  return joinPersonal(stored.open, personal);
}
