import type { Actor } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { OpenDatabase } from '#db/client.ts';
import { demoAccounts, demoOrganisations } from '#seeds/demo/cast.ts';

/** Who asks: an account of the demonstration, in one of its seats. */
export const SEATS = {
  owner: { account: 'owner', organisation: 'yunshu' },
  cdo: { account: 'cdo', organisation: 'yunshu' },
  preparer: { account: 'preparer', organisation: 'yunshu' },
  viewer: { account: 'viewer', organisation: 'yunshu' },
  lanqiao: { account: 'lanqiao', organisation: 'lanqiao' },
  reviewer: { account: 'reviewer', organisation: 'regulator' },
  supervisor: { account: 'supervisor', organisation: 'regulator' },
  province: { account: 'province', organisation: 'shandong' },
  jinan: { account: 'jinan', organisation: 'sd370100' },
  dezhou: { account: 'dezhou', organisation: 'sd371400' },
  consultant: { account: 'consultant', organisation: 'consultancy' },
  assessor: { account: 'assessor', organisation: 'assessor' },
  operator: { account: 'operator', organisation: 'platform' },
} as const;
export type Seat = keyof typeof SEATS;

interface SeatRow {
  readonly accountId: string;
  readonly organisationId: string;
  readonly role: string;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
}

const SIDES = {
  enterprise: 'enterprise',
  consultancy: 'consultant',
  regulator: 'regulator',
  operator: 'operator',
} as const;

function scopeOf(row: SeatRow, kind: keyof typeof SIDES): Scope {
  const base = { accountId: row.accountId, organisationId: row.organisationId };
  if (kind === 'operator') return { kind: 'operator', ...base };
  if (kind === 'regulator') {
    return {
      kind: 'regulator',
      ...base,
      role: row.role as 'reviewer' | 'supervisor',
      programmeId: row.programmeId ?? '',
      regionCode: row.regionCode ?? '',
    };
  }
  return { kind: 'member', ...base, role: row.role as 'owner' };
}

/** The people behind the seats. */
export async function readCast(db: OpenDatabase): Promise<Record<Seat, Actor>> {
  const cast = {} as Record<Seat, Actor>;
  for (const [seat, { account, organisation }] of Object.entries(SEATS)) {
    const person = demoAccounts.find(({ key }) => key === account);
    const house = demoOrganisations.find(({ key }) => key === organisation);
    const { rows } = await db.pool.query<SeatRow & { kind: keyof typeof SIDES }>(
      `select m.account_id as "accountId", m.organisation_id as "organisationId", m.role,
              m.programme_id as "programmeId", m.region_code as "regionCode", o.kind
       from membership m join organisation o on o.id = m.organisation_id
       where m.account_name = $1 and o.name = $2`,
      [person?.name, house?.name ?? '数衡平台'],
    );
    const [row] = rows;
    if (!row || !person) throw new Error(`nobody sits as ${seat}`);
    cast[seat as Seat] = {
      scope: scopeOf(row, row.kind),
      accountId: row.accountId,
      name: person.name,
      side: SIDES[row.kind],
    };
  }
  return cast;
}
