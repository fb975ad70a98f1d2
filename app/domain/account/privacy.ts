import { words, type Words } from '../words.ts';

/** One part of the notice: a heading and its paragraphs. */
export interface NoticeSection {
  readonly id: string;
  readonly title: Words;
  readonly paragraphs: readonly Words[];
}

/**
 * 个人信息处理告知. Change the version with every change of the text: acknowledgements name it. Provisions of the
 * 个人信息保护法 are named only where the text is sure; all else is in plain words.
 */
export const PRIVACY_NOTICE = {
  id: 'privacy',
  version: '2026-11-22',
  sections: [
    {
      id: 'who',
      title: words('谁在处理', 'Who processes'),
      paragraphs: [
        words(
          '本平台由其运营方维护。企业在平台填写的人员信息，由该企业为履行备案事项提供；报送后由受理备案的主管部门依职责查阅。',
          'The platform is kept by its operator. An enterprise enters data of its people in order to file; once submitted, the authority in charge reads it within its duty.',
        ),
      ],
    },
    {
      id: 'what',
      title: words('处理哪些信息', 'What is processed'),
      paragraphs: [
        words(
          '账号信息：姓名、电子邮箱、手机号码（选填）、经加密散列的密码、登录时间与浏览器名称（不记录网络地址）。',
          'Account: name, e-mail, mobile number (optional), a hash of the password, time of sign-in and name of the browser (no network address).',
        ),
        words(
          '备案信息：首席数据官、专职岗位及支撑岗位人员、法定代表人或负责人、经办人的姓名、职务、联系方式等备案表所列内容。证件号码默认不填；如主管部门要求填写，加密保存。',
          'Filing: names, posts, contacts and what else the form lists of the CDO, dedicated and supporting posts, the legal representative and the person in charge. Identity numbers are off by default and kept encrypted if asked for.',
        ),
        words(
          '操作记录：谁在何时做了什么。记录不含证件号码、电话等内容。',
          'Records of acts: who did what and when; without identity numbers, telephone numbers and the like.',
        ),
      ],
    },
    {
      id: 'why',
      title: words('为什么处理、依据是什么', 'Why, and on what ground'),
      paragraphs: [
        words(
          '用于注册登录、填写和报送首席数据官备案、主管部门审阅、期限提醒与核验回执，不用于其他目的，不用于广告，不出售。',
          'To register and sign in, to fill in and submit CDO filings, for review by the authority, reminders of due dates and verification of receipts; for nothing else, no advertising, no sale.',
        ),
        words(
          '在处理前以清楚的语言告知处理者、目的、方式、种类、期限和个人权利，是《个人信息保护法》第十七条的要求。处理的依据视情形为您的同意，或为履行法定职责、法定义务所必需（第十三条）。',
          'Telling people beforehand, in clear words, who processes what, why, how and for how long is asked by Article 17 of the Personal Information Protection Law. The ground is, as the case may be, your consent, or what a legal duty needs (Article 13).',
        ),
      ],
    },
    {
      id: 'how',
      title: words('怎样保护', 'How it is protected'),
      paragraphs: [
        words(
          '电子邮箱、手机号码、证件号码等加密保存；列表只显示遮盖后的内容，查看完整内容会留下记录。各单位的数据相互隔离：草稿只有本单位可见，报送后主管部门才可查阅，咨询机构仅在授权有效期内可见。',
          'E-mail, mobile and identity numbers are stored encrypted; lists show masks, and looking at the full value leaves a record. Organisations are kept apart: drafts are the enterprise’s alone, the authority reads what was submitted, a consultancy only while its grant lasts.',
        ),
      ],
    },
    {
      id: 'how-long',
      title: words('保存多久', 'For how long'),
      paragraphs: [
        words(
          '账号信息保存至账号停用；备案材料按主管部门的档案要求保存。具体年限以运营方和主管部门公布的为准，本平台不代为规定。',
          'Account data until the account is closed; filings as the authority’s archives require. The number of years is the operator’s and the authority’s to state, and is not set here.',
        ),
      ],
    },
    {
      id: 'rights',
      title: words('您的权利', 'Your rights'),
      paragraphs: [
        words(
          '您可以查阅、复制、更正本人信息，可以撤回同意、要求删除或解释处理规则（《个人信息保护法》第四章）。本人账号信息可在“我的账户”自行更正；备案材料中的信息请向填报单位提出；已报送的材料依法不能改写，以重新备案更正。',
          'You may see, copy and correct your data, withdraw consent, ask for deletion or for an explanation (Chapter IV of the law). Account data is corrected under My account; for data within a filing turn to the enterprise that filed it. What was filed is not rewritten, it is corrected by filing again.',
        ),
      ],
    },
    {
      id: 'colleagues',
      title: words('填写他人信息时', 'When you enter other people’s data'),
      paragraphs: [
        words(
          '填写同事信息前，请确认已将本告知的内容告诉本人，且填写内容为备案所必需。',
          'Before entering a colleague’s data, make sure that the person was told what this notice says and that the filing needs it.',
        ),
      ],
    },
    {
      id: 'contact',
      title: words('联系谁', 'Whom to turn to'),
      paragraphs: [
        words(
          '有关个人信息的询问和请求，请联系本平台运营方；涉及备案材料的，也可联系填报单位或受理备案的主管部门。',
          'For questions and requests turn to the operator of this platform; about filings, also to the enterprise that filed or to the authority.',
        ),
      ],
    },
  ] as readonly NoticeSection[],
} as const;
