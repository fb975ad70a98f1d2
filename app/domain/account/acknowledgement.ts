import { words, type Words } from '../words.ts';

/** Where a notice was acknowledged. */
export const ACKNOWLEDGEMENT_CONTEXTS = {
  registration: words('注册账号', 'Registration'),
  colleague: words('录入同事信息', 'Entering a colleague’s data'),
  filing: words('填写备案表', 'Filling in a filing'),
  roster: words('导入持证企业名录', 'Importing the roster'),
} as const satisfies Record<string, Words>;
export type AcknowledgementContext = keyof typeof ACKNOWLEDGEMENT_CONTEXTS;

/** What the acknowledgement box says at registration. */
export const ACKNOWLEDGE_OWN = words(
  '我已阅读《个人信息处理告知》，同意为注册和备案处理我的个人信息。',
  'I have read the privacy notice and agree that my data is processed for registration and filing.',
);
/** What the box says where a colleague's data is entered. */
export const ACKNOWLEDGE_COLLEAGUE = words(
  '我已将《个人信息处理告知》的内容告知本人，填写的信息为办理本事项所必需。',
  'I have told the person what the privacy notice says, and what I enter is needed for this matter.',
);
