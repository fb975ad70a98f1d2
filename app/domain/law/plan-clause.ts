import { words, type Words } from '../words.ts';
import type { Application, Clause } from './clause.ts';

const OPEN_PLANS: Application = { label: words('公开的计划', 'Plans open to everyone'), to: '/open/plans' };

const SHANDONG = words(
  '《山东省大数据产业发展2023年工作要点》（鲁工信数据〔2023〕94号）',
  'Key points of work on Shandong’s big-data industry in 2023 (鲁工信数据〔2023〕94号)',
);
const EVERY_PLAN = words('各计划文件转载文本', 'The reprinted texts of all plans');

/** Our reading of what a text leaves open; never surer than common knowledge. */
function read(zh: string, en: string): { reading: Words; readingConfidence: 'L' } {
  return { reading: words(zh, en), readingConfidence: 'L' };
}
const PLAIN = { reading: null, readingConfidence: null } as const;

type Draft = Omit<Clause, 'group' | 'applies'>;

/** The documents whose numbers the library of plans holds. */
const DOCUMENTS: readonly Draft[] = [
  {
    id: 'plan-shandong',
    title: words('山东省大数据产业发展2023年工作要点', 'Shandong’s big-data industry in 2023'),
    source: SHANDONG,
    clause: words('第1—14条', 'articles 1–14'),
    text: words(
      '四部分十四条，十二条写有数值，共十六项：不少于六项，左右五项，定数四项，超过一项；其中八项为力争。',
      'Four parts and fourteen articles, twelve of them with numbers, sixteen in all: six “at least”, five “about”, four plain, one “more than”; eight are striven for.',
    ),
    confidence: 'C',
    ...read(
      '第12、13条没有数值，与其他没有数值的任务一起列为清单；“5351”是平台体系名称，不作目标。',
      'Articles 12 and 13 have no numbers and join the checklist; “5351” is a name and no target.',
    ),
  },
  {
    id: 'plan-sme',
    title: words('中小企业数字化转型城市试点', 'Pilot cities for SMEs'),
    source: words(
      '《关于开展中小企业数字化转型城市试点工作的通知》（财建〔2023〕117号）',
      'Notice on pilot cities for the digital transformation of SMEs (财建〔2023〕117号)',
    ),
    clause: words(
      '引言，一（四），三（二）（五），四，五，六（一）',
      'preamble, 1(4), 3(2) and (5), 4, 5, 6(1)',
    ),
    text: words(
      '三批试点，2023年先选约三十市；每市改造企业数按东中西部设下限；奖补总额、其他用途比例、推荐数设上限。',
      'Three batches, about thirty cities first in 2023; lower limits of enterprises per city by region; upper limits of the award, of other uses and of recommendations.',
    ),
    confidence: 'C',
    ...read(
      '上限以不超过为达标；对每个城市或行业分别适用的要求，填报其中最不利的一个。',
      'A cap is kept while it is not exceeded; what binds each city or sector is reported by its least favourable one.',
    ),
  },
  {
    id: 'plan-vocational',
    title: words('职业教育产教融合赋能提升行动', 'Vocational education joined with industry'),
    source: words(
      '《职业教育产教融合赋能提升行动实施方案（2023—2025年）》（发改社会〔2023〕699号）',
      'Implementation plan 2023–2025 (发改社会〔2023〕699号)',
    ),
    clause: words('一，任务1、5、7、16、17', '1, tasks 1, 5, 7, 16 and 17'),
    text: words(
      '到2025年试点城市约五十个、产教融合型企业一万家以上；另有储备院校、实训基地的数目和支持额度的上限。',
      'By 2025 about fifty pilot cities and 10,000 or more enterprises; numbers of reserve colleges and training bases, and caps of support.',
    ),
    confidence: 'C',
    ...read(
      '只写“十四五”的，期限取2025年末。',
      'Where only the 14th five-year plan is named, its end in 2025 is taken.',
    ),
  },
  {
    id: 'plan-metaverse',
    title: words('上海市“元宇宙”关键技术攻关', 'Key metaverse technologies in Shanghai'),
    source: words(
      '《上海市“元宇宙”关键技术攻关行动方案（2023—2025年）》（沪科〔2023〕157号）',
      'Action plan 2023–2025 (沪科〔2023〕157号)',
    ),
    clause: words(
      '一，三（二）（三），四（一）（二），五（一）（三）',
      '1, 3(2) and (3), 4(1) and (2), 5(1) and (3)',
    ),
    text: words(
      '到2025年形成三十项以上核心技术与产品，并给出压缩率、分辨率两个数值和五个精度或时效的量级。',
      'Thirty or more technologies and products by 2025, two numbers (compression, resolution) and five orders of precision or speed.',
    ),
    confidence: 'C',
    ...read(
      '“分钟级”“毫米级”等量级不是数值，列为清单。',
      'Orders such as “minutes” or “millimetres” are no numbers and join the checklist.',
    ),
  },
  {
    id: 'plan-jilin',
    title: words(
      '吉林省数字政府建设（标题误作深圳）',
      'Digital government of Jilin (under a heading of Shenzhen)',
    ),
    source: words(
      '《大数据发展动态》2023年第24期所载《深圳市数字孪生先锋城市建设行动计划（2023）》标题下的正文',
      'The text under the heading of a Shenzhen plan in the bulletin 大数据发展动态, no. 24 of 2023',
    ),
    clause: words('一，任务1—32', '1, tasks 1–32'),
    text: words(
      '正文通篇写吉林省的系统和部门，没有原题、文号、发文机关和日期；写有办理率、覆盖率、满意度等数值，期限多为2023年底前。',
      'The text speaks of Jilin’s systems and departments throughout and has no title, number, issuer or date; it sets rates of handling, coverage and satisfaction, mostly before the end of 2023.',
    ),
    confidence: 'C',
    ...read(
      '目标归于吉林省；“全覆盖”“全部”按100%比较；任务16列举六个领域，按六个计。',
      'The targets are attributed to Jilin; “full coverage” and “all” are compared as 100%; the six fields listed in task 16 are counted.',
    ),
  },
];

/** How numbers are read where a document leaves it open. */
const RULES: readonly Draft[] = [
  {
    id: 'plan-direction',
    title: words('达到的方向', 'From which side a number is reached'),
    source: EVERY_PLAN,
    clause: words('各数值条款', 'every clause with a number'),
    text: words(
      '用“以上”“左右”“超过”“不超过”或直接写数；没有说明多于所写数目时如何看待。',
      'They say “or more”, “about”, “more than”, “at most”, or the bare number, and not what exceeding it means.',
    ),
    confidence: 'C',
    ...read(
      '要建成、培育的数目和规模向上达到，多于所写数目也算达到；上限向下守住，超过才不符合。',
      'Numbers to be built up are reached from below, and more reaches them too; limits are kept from above and breached only when exceeded.',
    ),
  },
  {
    id: 'plan-tolerance',
    title: words('“左右”的容差', 'Tolerance of “about”'),
    source: SHANDONG,
    clause: words('第1、4、6、7、10条', 'articles 1, 4, 6, 7 and 10'),
    text: words('写“左右”，没有给出允许的偏差。', 'They say “about” and give no tolerance.'),
    confidence: 'C',
    ...read(
      '容差是本平台约定，初始为5%，只向下适用，由主管部门在计划设置中调整并在页面上标明。',
      'The tolerance is this platform’s convention, 5% to begin with, below only; the authority sets it and the page shows it.',
    ),
  },
  {
    id: 'plan-counting',
    title: words('累计还是当年', 'Stock or year'),
    source: SHANDONG,
    clause: words('第1—11、14条', 'articles 1–11 and 14'),
    text: words(
      '第2条和第9条总数据师试点写明累计；第9条培训、第11条、第14条写2023年；其余只写年底达到或培育的数目。',
      'Article 2 and the pilots of article 9 say “in all”; training in article 9, and articles 11 and 14, say “in 2023”; the rest give a number at the end of the year.',
    ),
    confidence: 'C',
    ...read(
      '培训按当年计；没有写明的按截至当日在册的数目计，并标明原文未写明。',
      'Training counts the year; where nothing is said, what is on the list on the day counts, marked as not stated.',
    ),
  },
  {
    id: 'plan-dcmm',
    title: words('DCMM二级及以上企业数的口径', 'What counts as an enterprise at DCMM level 2'),
    source: SHANDONG,
    clause: words('第2条', 'article 2'),
    text: words(
      '全省通过DCMM二级及以上贯标评估的企业，到2023年底累计三百家以上；没有写明证书到期后是否仍计。',
      'Enterprises of the province that passed DCMM level 2 or above, 300 or more in all by the end of 2023; whether an expired certificate still counts is not said.',
    ),
    confidence: 'C',
    ...read(
      '截至当日曾通过二级及以上评估、注册地在山东的企业各计一次，不分标准版本，证书到期不减。',
      'Each enterprise registered in Shandong that ever passed level 2 or above by the day counts once, whatever the edition; expiry takes nothing off.',
    ),
  },
  {
    id: 'plan-path',
    title: words('进度和落后的判断', 'Being on course or behind'),
    source: EVERY_PLAN,
    clause: words('未见规定', 'Not stated'),
    text: words(
      '各文件只写期末的数目，没有写明中间进度，也没有判断落后的标准。',
      'The documents give numbers for the end only, neither a path nor a measure of being behind.',
    ),
    confidence: 'C',
    ...read(
      '要求进度按起日到期限的直线计算，落后的界线是本平台约定，可由主管部门调整；判断过程逐步列出。',
      'The path is a straight line from the first day to the deadline; the bounds of being behind are this platform’s convention and the authority’s to set; the working is shown.',
    ),
  },
  {
    id: 'plan-results',
    title: words('2023年的完成数', 'Results of 2023'),
    source: words('公开网页检索', 'A search of public pages'),
    clause: words('未查到', 'not found'),
    text: words(
      '山东十六项目标2023年的完成数没有查到公开来源；检索到的其他数字只作背景数据，不当作完成数。',
      'No published result of 2023 was found for Shandong’s sixteen targets; other figures that were found are context and no result.',
    ),
    confidence: 'U',
    ...PLAIN,
  },
];

/** The chapter on plans: the documents, then how their numbers are read. */
export const PLAN_CLAUSES: readonly Clause[] = [...DOCUMENTS, ...RULES].map((draft) => ({
  ...draft,
  group: 'plan',
  applies: [OPEN_PLANS],
}));
