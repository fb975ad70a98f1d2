import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { type BodyPatch, emptyBody, sampleBody } from '#app/domain/filing/body.ts';
import {
  type CompletenessContext,
  invalidFields,
  isReady,
  isVoluntary,
  missingFor,
  validateForFreeze,
} from '#app/domain/filing/completeness.ts';
import { parseFieldPath } from '#app/domain/filing/field-path.ts';
import { anyBody } from './body-arbitrary.ts';

const context: CompletenessContext = {
  today: plainDate('2026-11-22'),
  attachments: new Set(['appointment', 'organisation_chart', 'signed_scan']),
};
const none: CompletenessContext = { ...context, attachments: new Set() };

function complaints(purpose: 'freeze' | 'submit', patch: BodyPatch, over: Partial<CompletenessContext> = {}) {
  return missingFor(purpose, sampleBody(patch), { ...context, ...over }).map(
    ({ field, code }) => `${code} ${field}`,
  );
}

describe('the sample', () => {
  it('lacks nothing', () => {
    expect(missingFor('submit', sampleBody(), context)).toEqual([]);
    expect(validateForFreeze(sampleBody(), context)).toEqual([]);
  });
});

describe('missingFor', () => {
  it('names each required field of an empty form, in the order of the form', () => {
    const fields = missingFor('freeze', emptyBody(), none).map(({ field }) => field);
    expect(fields).toEqual([
      'scope.categories',
      'filing.kind',
      'enterprise.name',
      'enterprise.uscc',
      'enterprise.region',
      'enterprise.industry',
      'enterprise.registeredAddress',
      'enterprise.mailingAddress',
      'enterprise.representativeName',
      'cdo.name',
      'cdo.position',
      'cdo.isTopManagement',
      'cdo.inChargeOfData',
      'cdo.appointmentDocument',
      'cdo.appointedOn',
      'attachments.appointment',
      'cdo.officePhone',
      'post.name',
      'post.department',
      'post.position',
      'post.isDedicated',
      'post.phone',
      'post.email',
      'structure.description',
      'preparer.name',
      'preparer.filledOn',
    ]);
  });

  it('asks for signature and submission only to submit', () => {
    const emptied = { sealing: { signedOn: '' }, submission: { channel: '' } };
    expect(complaints('freeze', emptied, { attachments: new Set(['appointment']) })).toEqual([]);
    expect(complaints('submit', emptied, { attachments: new Set(['appointment']) })).toEqual([
      'missing sealing.signedOn',
      'missing attachments.signed_scan',
      'missing submission.channel',
    ]);
  });

  it.each<[string, BodyPatch, string[]]>([
    ['an ineligible CDO', { cdo: { isTopManagement: false } }, ['ineligible cdo.isTopManagement']],
    ['a CDO not in charge', { cdo: { inChargeOfData: false } }, ['ineligible cdo.inChargeOfData']],
    ['a post that is not dedicated', { post: { isDedicated: false } }, ['ineligible post.isDedicated']],
    ['no licence', { licences: [] }, ['missing licences']],
    ['no domain licence', { scope: { categories: ['domain-registrar'] } }, ['missing domainLicences']],
    [
      'a licence without categories',
      { licences: [{ id: 'a', number: '沪B2-20150087' }] },
      ['missing licences[0].categories'],
    ],
    [
      'an open applicability',
      { scope: { licensedIn: 'unsure' } },
      ['missing scope.judgement', 'missing scope.judgementReason'],
    ],
    [
      'a change without its facts',
      { filing: { kind: 'change' } },
      ['missing change.reasons', 'missing change.happenedOn', 'missing change.previousRecord'],
    ],
    ['a wrong code', { enterprise: { uscc: '91310115MA1K00015L' } }, ['invalid enterprise.uscc']],
    ['a wrong phone', { cdo: { officePhone: '12' } }, ['invalid cdo.officePhone']],
    ['no such day', { cdo: { appointedOn: '2026-02-30' } }, ['invalid cdo.appointedOn']],
    ['an option that is none', { enterprise: { region: '999999' } }, ['invalid enterprise.region']],
    ['a filled date ahead', { preparer: { filledOn: '2026-11-23' } }, ['invalid preparer.filledOn']],
    [
      'industrial beside another category',
      { scope: { categories: ['idc', 'icp', 'industrial'] } },
      ['invalid scope.categories'],
    ],
    [
      'no contact of the CDO',
      { cdo: { officePhone: '', mobile: '', email: '' } },
      ['missing cdo.officePhone'],
    ],
    [
      'a superior that is not in the chart',
      { structureNodes: [{ id: 'a', name: '数据部', parent: '总办' }] },
      ['invalid structureNodes[0].parent'],
    ],
    [
      'a chart in a circle',
      {
        structureNodes: [
          { id: 'a', name: '甲', parent: '乙' },
          { id: 'b', name: '乙', parent: '甲' },
        ],
      },
      ['invalid structureNodes[0].parent', 'invalid structureNodes[1].parent'],
    ],
  ])('stops %s', (_name, patch, expected) => {
    expect(complaints('freeze', patch)).toEqual(expected);
  });

  it.each<[string, BodyPatch]>([
    ['one contact is enough', { cdo: { officePhone: '', mobile: '' } }],
    ['a chart file stands for the text', { structure: { description: '' }, structureNodes: [] }],
    [
      'an industrial enterprise has no licence',
      { scope: { categories: ['industrial'], licensedIn: '' }, licences: [] },
    ],
    [
      'a change may lie ahead',
      {
        filing: { kind: 'change' },
        change: { reasons: ['cdo'], happenedOn: '2026-12-01', previousRecord: 'SHCDO-2026-000001-X' },
      },
    ],
  ])('%s', (_name, patch) => {
    expect(complaints('freeze', patch)).toEqual([]);
  });

  it('bounds how far ahead a change may lie', () => {
    const patch = {
      filing: { kind: 'change' },
      change: { reasons: ['cdo'], happenedOn: '2027-11-23', previousRecord: '无' },
    };
    expect(complaints('freeze', patch)).toEqual(['invalid change.happenedOn']);
    expect(complaints('freeze', patch, { maxDaysAhead: 366 })).toEqual([]);
  });

  it('asks for date and proof of a paper filing', () => {
    expect(complaints('submit', { submission: { channel: 'paper' } })).toEqual([
      'missing submission.paperSubmittedOn',
      'missing attachments.paper_receipt',
    ]);
    expect(
      complaints('submit', { submission: { channel: 'paper', paperSubmittedOn: '2026-11-23' } }),
    ).toContain('invalid submission.paperSubmittedOn');
  });

  it('only hints at unusual licence numbers', () => {
    const patch = {
      licences: [{ id: 'a', number: '浙B2-20080101', categories: ['B11'], validUntil: '2026-11-21' }],
    };
    const problems = validateForFreeze(sampleBody(patch), context);
    expect(problems.map(({ field, severity }) => [field, severity])).toEqual([
      ['licences[0].number', 'warning'],
      ['licences[0].categories', 'warning'],
      ['licences[0].validUntil', 'warning'],
    ]);
    expect(isReady(problems)).toBe(true);
  });

  it('asks for the code of the organisation that files', () => {
    expect(complaints('freeze', {}, { uscc: '91310115MA1K00015K' })).toEqual([]);
    expect(complaints('freeze', {}, { uscc: '91370100MA3T000254' })).toEqual(['invalid enterprise.uscc']);
  });

  it('checks identity numbers only where they are switched on', () => {
    const patch = { cdo: { identityKind: 'resident', identityNumber: '110105194912310021' } };
    expect(complaints('freeze', patch)).toEqual([]);
    expect(complaints('freeze', patch, { options: { identity: true } })).toEqual([
      'invalid cdo.identityNumber',
    ]);
  });

  it('names rows by number and by id', () => {
    const rows = [
      { id: 'first', number: '沪B2-20150087', categories: ['B25'] },
      { id: 'second', number: '', categories: ['B25'] },
    ];
    expect(validateForFreeze(sampleBody({ licences: rows }), context)).toMatchObject([
      {
        field: 'licences[1].number',
        anchor: 'licences[@second].number',
        message: { zh: '请填写许可证 2 的许可证编号。' },
      },
    ]);
  });

  it('never throws, names only places of the form, and submitting asks for all that freezing asks for', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const freeze = missingFor('freeze', body, none);
        const submit = missingFor('submit', body, none);
        const key = ({ anchor, message }: (typeof submit)[number]) => `${anchor} ${message.zh}`;
        const all = new Set(submit.map(key));
        expect(freeze.every((problem) => all.has(key(problem)))).toBe(true);
        expect(submit.every(({ field, anchor }) => parseFieldPath(field) && parseFieldPath(anchor))).toBe(
          true,
        );
      }),
    );
  });
});

describe('invalidFields', () => {
  it('is silent about what is missing', () => {
    expect(invalidFields(emptyBody(), none)).toEqual([]);
    expect(invalidFields(emptyBody({ cdo: { email: 'x' } }), none).map(({ field }) => field)).toEqual([
      'cdo.email',
    ]);
  });
});

describe('isVoluntary', () => {
  it('follows the scope', () => {
    expect(isVoluntary(sampleBody())).toBe(false);
    expect(isVoluntary(sampleBody({ scope: { categories: ['industrial'] } }))).toBe(true);
    expect(isVoluntary(emptyBody())).toBe(false);
  });
});
