import type { RefusalCode } from '../domain/refusal/refusal.ts';
import { words, type Words } from '../domain/words.ts';

/** What a person reads when something isn't done and the refusal has no words of its own. */
export const REFUSAL_WORDS: Readonly<Record<RefusalCode, Words>> = {
  invalid: words(
    '有内容需要更正，请看字段旁的说明。',
    'Some entries need correcting; see beside the fields.',
  ),
  signed_out: words(
    '登录已过期，请重新登录；已填内容保留在本页。',
    'Your session has ended. Sign in again; what you typed stays on this page.',
  ),
  forbidden: words(
    '当前身份无权进行此操作。如需要，请联系本单位管理员。',
    'Your role does not allow this. Ask your organisation’s owner if you need it.',
  ),
  not_found: words('没有找到，或不在您的权限范围内。', 'Not found, or not within your reach.'),
  conflict: words(
    '内容已被他人更新，请刷新后再试。',
    'Somebody else has changed this; reload and try again.',
  ),
  gone: words('链接已失效，请重新申请。', 'This link is no longer valid; ask for a new one.'),
  not_allowed_now: words(
    '当前状态下不能进行此操作，请刷新页面查看最新状态。',
    'This can’t be done in the present state; reload to see it.',
  ),
  incomplete: words('材料尚未齐全，请按清单补齐。', 'Something is missing; see the checklist.'),
  too_large: words('文件过大：单个文件不超过 20 MB。', 'The file is too large: 20 MB at most.'),
  unsupported: words(
    '文件类型不支持：请上传 PDF、JPEG 或 PNG。',
    'Unsupported file: upload PDF, JPEG or PNG.',
  ),
  infected: words('文件未通过查毒，已拒收。', 'The file failed the malware scan and was refused.'),
  rate_limited: words('操作过于频繁，请稍后再试。', 'Too many attempts; please try again later.'),
  unavailable: words(
    '服务暂不可用，请稍后再试；您的内容没有丢失。',
    'Temporarily unavailable; nothing of yours was lost.',
  ),
};
