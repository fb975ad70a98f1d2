import {
  certificateState,
  isUnusualTerm,
  renewalFrom,
  type CertificateState,
} from '../../domain/certificate/certificate.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import type { Scope } from '../../domain/account/scope.ts';
import { getCertificate, type Certificate } from '#db/queries/certificate.read.ts';

/** A certificate as pages draw it; where its scan lies stays on the server. */
export type CertificateView = Omit<Certificate, 'storageKey'> & {
  readonly state: CertificateState;
  readonly isUnusual: boolean;
  readonly renewalFrom: PlainDate | null;
};

/** The view of a certificate on a day. */
export function certificateView(certificate: Certificate, today: PlainDate): CertificateView {
  const { storageKey: _key, ...rest } = certificate;
  return {
    ...rest,
    state: certificateState(certificate, today),
    isUnusual: isUnusualTerm(certificate),
    renewalFrom: renewalFrom(certificate),
  };
}

/** The certificate that an address names, if the scope reaches it, or 404. */
export async function requireCertificate(
  incoming: Incoming,
  scope: Scope,
  organisationId: string,
  id: string | undefined,
): Promise<Certificate> {
  const certificate = await incoming.context.ports.db.transaction(scope, (trx) =>
    getCertificate(trx, organisationId, id ?? ''),
  );
  if (!certificate) throw refusalResponse(refuse('not_found').refusal);
  return certificate;
}
