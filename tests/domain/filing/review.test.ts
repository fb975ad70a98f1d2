import { describe, expect, it } from 'vitest';
import { sampleBody } from '#app/domain/filing/body.ts';
import {
  acceptProposal,
  checkRecord,
  checkResubmission,
  checkReturn,
  isCommentAnchor,
  unmetThreads,
  valueAtAnchor,
} from '#app/domain/filing/review.ts';

const thread = (anchor: string, state: 'open' | 'answered' | 'resolved' = 'open') => ({
  id: anchor,
  anchor,
  state,
});

describe('checkReturn and checkRecord', () => {
  it.each([
    [[], false, true],
    [[thread('cdo.name')], true, false],
    [[thread('cdo.name', 'resolved')], false, true],
    [[thread('cdo.name', 'answered')], false, true],
    [[thread('cdo.name', 'resolved'), thread('cdo.email')], true, false],
  ])('%j: return %s, record %s', (threads, canReturn, canRecord) => {
    expect(checkReturn(threads).ok).toBe(canReturn);
    expect(checkRecord(threads).ok).toBe(canRecord);
  });

  it('says what is asked', () => {
    const answer = checkReturn([]);
    expect(answer.ok ? null : answer.message.zh).toBe('退回补正须至少提出一条意见。');
  });
});

describe('checkResubmission', () => {
  it('wants each thread answered or its place changed', () => {
    const threads = [
      thread('cdo.name'),
      thread('cdo.email', 'answered'),
      thread('licences[@a]'),
      thread('policies'),
      thread('attachments.signed_scan'),
    ];
    const changed = new Set(['licences[@a].number', 'policies[@p].name']);
    expect(unmetThreads(threads, changed).map(({ anchor }) => anchor)).toEqual([
      'cdo.name',
      'attachments.signed_scan',
    ]);
    expect(checkResubmission(threads, changed)).toMatchObject({ ok: false, refusal: 'unanswered_threads' });
    expect(checkResubmission(threads, new Set([...changed, 'cdo.name', 'attachments.signed_scan'])).ok).toBe(
      true,
    );
  });

  it('does not take a field for another that begins alike', () => {
    expect(unmetThreads([thread('licences[@a]')], new Set(['licences[@ab].number']))).toHaveLength(1);
  });
});

describe('isCommentAnchor', () => {
  it.each([
    ['cdo.name', true],
    ['licences', true],
    ['licences[@a]', true],
    ['licences[@a].number', true],
    ['attachments.signed_scan', true],
    ['licences[0].number', false],
    ['licences[@a].id', false],
    ['nothing', false],
  ])('%s: %s', (anchor, is) => {
    expect(isCommentAnchor(anchor)).toBe(is);
  });
});

describe('acceptProposal', () => {
  const body = sampleBody({ licences: [{ id: 'a', number: '沪B2-20150087', categories: ['B25'] }] });

  it.each([
    ['cdo.name', ' 周示例 ', '周示例'],
    ['enterprise.uscc', '91310115ma1k00015k', '91310115MA1K00015K'],
    ['licences[@a].number', '沪b2-20150088', '沪B2-20150088'],
    ['licences[@a].categories', 'B25,B21', 'B21,B25'],
    ['cdo.isTopManagement', 'false', 'false'],
    ['enterprise.region', '310101', '310101'],
  ])('puts %s in its normal form', (anchor, proposed, value) => {
    const answer = acceptProposal(body, anchor, proposed);
    expect(answer.ok && valueAtAnchor(answer.value, anchor)).toBe(value);
  });

  it.each([
    ['licences', 'x', 'not_a_field'],
    ['licences[@a]', 'x', 'not_a_field'],
    ['attachments.signed_scan', 'x', 'not_a_field'],
    ['nothing', 'x', 'not_a_field'],
    ['licences[@gone].number', 'x', 'row_is_gone'],
    ['enterprise.region', '999999', 'not_a_value'],
    ['licences[@a].categories', 'B99', 'not_a_value'],
    ['cdo.name', '长'.repeat(61), 'not_a_value'],
  ])('refuses at %s', (anchor, proposed, refusal) => {
    const answer = acceptProposal(body, anchor, proposed);
    expect(answer.ok ? null : answer.refusal).toBe(refusal);
  });

  it('changes that place alone', () => {
    const answer = acceptProposal(body, 'cdo.name', '周示例');
    expect(answer.ok && answer.value).toEqual({ ...body, cdo: { ...body.cdo, name: '周示例' } });
    expect(body.cdo.name).toBe('李示例');
  });
});

describe('valueAtAnchor', () => {
  it('is null where nothing plain stands', () => {
    expect(valueAtAnchor(sampleBody(), 'licences[@gone].number')).toBeNull();
    expect(valueAtAnchor(sampleBody(), 'licences')).toBeNull();
    expect(valueAtAnchor(sampleBody(), 'nothing')).toBeNull();
  });
});
