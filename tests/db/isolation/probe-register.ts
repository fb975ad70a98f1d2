import type { Matrix } from './matrix-assessment.ts';
import { house, ORGANISATIONS, type Probes } from './identity.ts';

const counts = { items: 1, a1: 0, a2: 0, b1: 0, b2: 1, domain: 0, on_date: '2025-06-03' };
const filed = (region: string, programme = 'sh-cdo') => ({
  programme_id: programme,
  region_code: region,
  is_voluntary: false,
  measure: 'recorded',
  ...counts,
});
const listed = (organisationId: string, region: string, programme = 'sh-cdo') => ({
  ...house(organisationId, region, programme),
  measure: 'filed',
  ...counts,
});

/** Counts of the register, of two districts and another programme; of rosters, by the house that keeps each. */
export const REGISTER_PROBES: Probes = {
  filing_tally: { A: filed('310115'), B: filed('310104'), O: filed('370100', 'other') },
  roster_tally: {
    regulator: listed(ORGANISATIONS.regulator, '310115'),
    'regulator.district': listed(ORGANISATIONS.regulator, '310104'),
    otherRegulator: listed(ORGANISATIONS.otherRegulator, '370100', 'other'),
    // Two houses of one programme keep a roster each.
    rival: listed(ORGANISATIONS.city, '310115'),
  },
};

const nobody = { insert: {}, update: {}, delete: {} };

/** Who reads them; triggers alone write. */
export const REGISTER_MATRIX: Matrix = {
  filing_tally: {
    select: {
      'reviewer, supervisor': 'A B',
      districtRegulator: 'B',
      'otherRegulator, cityReviewer': 'O',
    },
    ...nobody,
  },
  roster_tally: {
    select: {
      'reviewer, supervisor': 'regulator regulator.district',
      districtRegulator: 'regulator.district',
      otherRegulator: 'otherRegulator',
    },
    ...nobody,
  },
};
