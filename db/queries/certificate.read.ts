import { sql } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { CertificateFilter } from '../../app/domain/certificate/certificate.ts';
import type { CertificateTable } from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A certificate that an enterprise recorded. What belongs to its scan is null where there is none. */
export interface Certificate {
  readonly id: string;
  readonly organisationId: string;
  readonly enterpriseName: string;
  readonly kind: CertificateTable['kind'];
  /** Null for kinds without levels. */
  readonly level: number | null;
  readonly number: string;
  readonly agency: string;
  /** Key of the edition, or empty where it isn't stated. */
  readonly edition: string;
  readonly issuedOn: PlainDate;
  readonly expiresOn: PlainDate;
  readonly fileName: string | null;
  readonly contentType: string | null;
  /** Bytes. */
  readonly byteSize: number | null;
  readonly sha256: string | null;
  readonly storageKey: string | null;
  readonly scanState: CertificateTable['scan_state'];
  readonly createdByName: string;
  readonly createdAt: string;
  readonly withdrawnAt: string | null;
  readonly withdrawReason: string | null;
  readonly regionCode: string | null;
  readonly submittedAt: string | null;
}

const COLUMNS = [
  'certificate.id',
  'certificate.organisation_id as organisationId',
  'certificate.enterprise_name as enterpriseName',
  'certificate.kind',
  'certificate.level',
  'certificate.number',
  'certificate.agency',
  'certificate.edition',
  'certificate.issued_on as issuedOn',
  'certificate.expires_on as expiresOn',
  'certificate.file_name as fileName',
  'certificate.content_type as contentType',
  'certificate.byte_size as byteSize',
  'certificate.sha256',
  'certificate.storage_key as storageKey',
  'certificate.scan_state as scanState',
  'certificate.created_by_name as createdByName',
  'certificate.created_at as createdAt',
  'certificate.withdrawn_at as withdrawnAt',
  'certificate.withdraw_reason as withdrawReason',
  'certificate.region_code as regionCode',
  'certificate.submitted_at as submittedAt',
] as const;

/** An enterprise's certificates, withdrawn ones last, then those that expire last first. */
export async function listCertificates(trx: Trx, organisationId: string): Promise<Certificate[]> {
  return trx
    .selectFrom('certificate')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .orderBy(sql`withdrawn_at is not null`)
    .orderBy('expires_on', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** One certificate, if the scope reaches it: a regulator's only once it is submitted. */
export async function getCertificate(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<Certificate | undefined> {
  if (!isId(id) || !isId(organisationId)) return undefined;
  return trx
    .selectFrom('certificate')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A submitted certificate with the credit code of its enterprise. */
export interface SubmittedCertificate extends Certificate {
  readonly uscc: string | null;
  readonly isDemo: boolean;
}

/** A page of what was submitted. */
export interface CertificatePage {
  readonly rows: readonly SubmittedCertificate[];
  /** Id after which the next page begins; null at the end. */
  readonly next: string | null;
}

/**
 * Certificates submitted to the regulator's programme and region, the latest recorded first. With a day in the filter:
 * those that held on it and aren't withdrawn.
 */
export async function listSubmittedCertificates(
  trx: Trx,
  scope: RegulatorScope,
  filter: CertificateFilter,
  limit = 50,
): Promise<CertificatePage> {
  const own = regionBounds(scope.regionCode);
  let query = trx
    .selectFrom('certificate')
    .leftJoin('organisation as o', 'o.id', 'certificate.organisation_id')
    .select(COLUMNS)
    .select(['o.uscc', sql<boolean>`coalesce(o.is_demo, false)`.as('isDemo')])
    .where('certificate.programme_id', '=', scope.programmeId)
    .where('certificate.region_code', '>=', own.from)
    .where('certificate.region_code', '<=', own.to)
    .where('certificate.submitted_at', 'is not', null);
  if (filter.region !== '') {
    const { from, to } = regionBounds(filter.region);
    query = query.where('certificate.region_code', '>=', from).where('certificate.region_code', '<=', to);
  }
  if (filter.kind !== '') query = query.where('certificate.kind', '=', filter.kind);
  if (filter.level !== '') query = query.where('certificate.level', '=', Number(filter.level));
  if (filter.on !== '') {
    const on = filter.on as PlainDate;
    query = query
      .where('certificate.issued_on', '<=', on)
      .where('certificate.expires_on', '>=', on)
      .where('certificate.withdrawn_at', 'is', null);
  }
  if (filter.q !== '') {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([
        eb('certificate.enterprise_name', 'ilike', like),
        eb('certificate.number', 'ilike', like),
        eb('certificate.agency', 'ilike', like),
        eb('o.uscc', 'ilike', like),
      ]),
    );
  }
  if (isId(filter.after)) query = query.where('certificate.id', '<', filter.after);
  const rows = await query
    .orderBy('certificate.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** A certificate whose expiry is near, as far as reminders need it. */
export interface ExpiringCertificate {
  readonly organisationId: string;
  readonly id: string;
  readonly kind: CertificateTable['kind'];
  readonly number: string;
  readonly enterpriseName: string;
  readonly expiresOn: PlainDate;
}

/**
 * Certificates that expire within a span of days, both ends included, in the order of their keys, after a key if one
 * is given. Withdrawn ones are left out, and those for which a later one of the same kind is recorded already.
 */
export async function listExpiringCertificates(
  trx: Trx,
  page: {
    from: PlainDate;
    through: PlainDate;
    after: { organisationId: string; id: string } | null;
    limit: number;
  },
): Promise<ExpiringCertificate[]> {
  const { after } = page;
  let query = trx
    .selectFrom('certificate as c')
    .select([
      'c.organisation_id as organisationId',
      'c.id',
      'c.kind',
      'c.number',
      'c.enterprise_name as enterpriseName',
      'c.expires_on as expiresOn',
    ])
    .where('c.withdrawn_at', 'is', null)
    .where('c.expires_on', '>=', page.from)
    .where('c.expires_on', '<=', page.through)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('certificate as later')
            .select('later.id')
            .whereRef('later.organisation_id', '=', 'c.organisation_id')
            .whereRef('later.kind', '=', 'c.kind')
            .whereRef('later.expires_on', '>', 'c.expires_on')
            .where('later.withdrawn_at', 'is', null),
        ),
      ),
    )
    .orderBy('c.organisation_id')
    .orderBy('c.id')
    .limit(page.limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('c.organisation_id', '>', after.organisationId),
        eb.and([eb('c.organisation_id', '=', after.organisationId), eb('c.id', '>', after.id)]),
      ]),
    );
  }
  return query.execute();
}
