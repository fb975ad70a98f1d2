import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBody, sampleBody } from '#app/domain/filing/body.ts';
import { validateForFreeze } from '#app/domain/filing/completeness.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import {
  canonicalContent,
  contentOf,
  filingFacts,
  refilingBody,
  withSealing,
  withoutHidden,
} from '#app/domain/filing/content.ts';
import { diffBodies } from '#app/domain/filing/diff.ts';
import { encryptedAnchors, joinPersonal, separatePersonal } from '#app/domain/filing/personal.ts';
import { anyBody } from './body-arbitrary.ts';

describe('canonicalContent', () => {
  it('is the same for the same content, and differs when a content field differs', () => {
    fc.assert(
      fc.property(anyBody, anyBody, (a, b) => {
        const same = canonicalContent(a) === canonicalContent(b);
        const sealed = withSealing(a, b);
        expect(canonicalContent(sealed)).toBe(canonicalContent(a));
        if (diffBodies(sealed, b).length > 0) expect(same).toBe(false);
      }),
    );
  });

  it('leaves out what is empty and what is filled in after freezing', () => {
    expect(contentOf(emptyBody())).toEqual({ formVersion: 'cdo-filing-1' });
    expect(
      Object.keys(contentOf(sampleBody()) as object).some((key) => /^(sealing|submission)\./u.test(key)),
    ).toBe(false);
    expect(canonicalContent(sampleBody(), 'cdo-filing-0')).toContain('"formVersion":"cdo-filing-0"');
  });
});

describe('withoutHidden', () => {
  it('drops the facts of a change from a first filing, and nothing that is shown', () => {
    const body = sampleBody({
      change: { happenedOn: '2026-11-20' },
      cdo: { identityNumber: '11010519491231002X' },
    });
    expect(withoutHidden(body)).toEqual(sampleBody());
    expect(withoutHidden(body, { identity: true }).cdo.identityNumber).toBe('11010519491231002X');
  });
});

describe('refilingBody', () => {
  it('keeps what was recorded and asks for the change, preparer and seal anew', () => {
    const body = refilingBody(sampleBody(), 'SHCDO-2026-000001-X');
    expect(body.filing.kind).toBe('change');
    expect(body.change.previousRecord).toBe('SHCDO-2026-000001-X');
    expect(body.cdo).toEqual(sampleBody().cdo);
    expect([body.preparer.name, body.sealing.signedOn, body.submission.channel]).toEqual(['', '', '']);
    const problems = validateForFreeze(body, {
      today: plainDate('2026-11-22'),
      attachments: new Set(['appointment']),
    });
    expect(problems.map(({ field }) => field)).toEqual([
      'change.reasons',
      'change.happenedOn',
      'preparer.name',
      'preparer.filledOn',
    ]);
  });
});

describe('filingFacts', () => {
  it('reads what the queue filters and searches by', () => {
    expect(filingFacts(sampleBody())).toEqual({
      enterpriseName: '示例数据科技（上海）有限公司',
      uscc: '91310115MA1K00015K',
      regionCode: '310115',
      cdoName: '李示例',
      licenceNumbers: '沪B1.B2-20200001',
      hasA1: false,
      hasA2: false,
      hasB1: true,
      hasB2: true,
      hasDomain: false,
      searchable: ['示例数据科技（上海）有限公司', '91310115MA1K00015K', '沪B1.B2-20200001', '李示例'],
    });
  });
});

describe('personal values', () => {
  it('part and join without loss', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const { open, personal } = separatePersonal(body);
        expect(joinPersonal(open, personal)).toEqual(body);
        expect(encryptedAnchors(open)).toEqual([]);
        expect(Object.values(personal)).not.toContain('');
      }),
    );
  });

  it('leave no mobile, private contact or identity number in the open part', () => {
    const body = sampleBody({ cdo: { identityNumber: '11010519491231002X' } });
    const { open, personal } = separatePersonal(body);
    expect(Object.keys(personal)).toEqual([
      'cdo.mobile',
      'cdo.email',
      'cdo.identityNumber',
      'post.phone',
      'post.email',
      'supportingPosts[@sample-post-1].phone',
    ]);
    const text = JSON.stringify(open);
    for (const secret of Object.values(personal)) expect(text).not.toContain(secret);
  });
});
