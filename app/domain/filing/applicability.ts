import { type Words, words } from '#app/domain/words.ts';
import { CLAUSES } from './guideline.ts';

/** How sure the reading of a rule is: C confirmed by a source read, L likely, U unknown. */
export type Confidence = 'C' | 'L' | 'U';

interface ApplicantCategory {
  readonly label: Words;
  /** Which licence shows it. */
  readonly licence: 'telecom' | 'domain' | null;
  /** Category codes of 《电信业务分类目录》 (or D classes) that the words of the guideline mean. */
  readonly codes: readonly string[];
  readonly confidence: Confidence;
}

/** The guideline's 适用对象 as choices; the list is open (“等”). */
export const APPLICANT_CATEGORIES = {
  basic: {
    label: words('基础电信业务经营者', 'Basic telecom operator'),
    licence: 'telecom',
    codes: ['A1', 'A2'],
    confidence: 'C',
  },
  idc: {
    label: words('互联网数据中心', 'Internet data centre'),
    licence: 'telecom',
    codes: ['B11'],
    confidence: 'C',
  },
  isp: {
    label: words('互联网接入服务', 'Internet access'),
    licence: 'telecom',
    codes: ['B14'],
    confidence: 'C',
  },
  edi: {
    label: words('在线数据处理与交易处理', 'Online data and transaction processing'),
    licence: 'telecom',
    codes: ['B21'],
    confidence: 'C',
  },
  icp: {
    label: words('互联网信息服务', 'Internet information services'),
    licence: 'telecom',
    codes: ['B25'],
    confidence: 'C',
  },
  'other-value-added': {
    label: words('其他增值电信业务（如内容分发、呼叫中心）', 'Other value-added telecom services'),
    licence: 'telecom',
    codes: ['B12', 'B13', 'B22', 'B23', 'B24', 'B26', 'B26-1'],
    confidence: 'L',
  },
  'domain-registry': {
    label: words('域名注册管理机构', 'Domain name registry'),
    licence: 'domain',
    codes: ['D1', 'D2'],
    confidence: 'C',
  },
  'domain-registrar': {
    label: words('域名注册服务机构', 'Domain name registrar'),
    licence: 'domain',
    codes: ['D3'],
    confidence: 'C',
  },
  industrial: {
    label: words('工业企业，未取得电信业务经营许可', 'Industrial enterprise without a telecom licence'),
    licence: null,
    codes: [],
    confidence: 'C',
  },
} as const satisfies Record<string, ApplicantCategory>;
export type ApplicantCategoryCode = keyof typeof APPLICANT_CATEGORIES;

/** Where the licence was issued; whether a cross-region licence counts is not settled by the text. */
export const LICENSED_IN = {
  shanghai: words('上海市通信管理局颁发', 'Issued by the Shanghai Communications Administration'),
  cross_region: words(
    '工业和信息化部颁发（跨地区），在沪注册',
    'Issued by the ministry (cross-region), registered in Shanghai',
  ),
  none: words('未在本市取得许可', 'Not licensed in Shanghai'),
  unsure: words('不确定', 'Unsure'),
} as const satisfies Record<string, Words>;

export interface ApplicabilityInput {
  readonly categories: readonly string[];
  readonly licensedIn: string;
  /** 适用性判断 of the enterprise, where the text leaves it open: yes, no or ''. */
  readonly judgement: string;
  readonly judgementReason: string;
}

export interface Applicability {
  /** `unanswered` until the questions are answered; `undecided` where a judgement with its reason is needed. */
  readonly outcome: 'in-scope' | 'voluntary' | 'undecided' | 'unanswered';
  readonly reason: Words;
  readonly clause: Words;
  readonly confidence: Confidence;
}

/** Label of a voluntary record, everywhere. */
export const VOLUNTARY_LABEL = words(
  '自愿建档（不在指南适用范围）',
  'Voluntary record (outside the scope of the guideline)',
);

function result(outcome: Applicability['outcome'], reason: Words, confidence: Confidence): Applicability {
  return { outcome, reason, clause: CLAUSES.scope, confidence };
}

function known(categories: readonly string[]): ApplicantCategoryCode[] {
  return categories.filter((code): code is ApplicantCategoryCode =>
    Object.hasOwn(APPLICANT_CATEGORIES, code),
  );
}

function judged(input: ApplicabilityInput): Applicability {
  const reason = input.judgementReason.trim();
  if ((input.judgement !== 'yes' && input.judgement !== 'no') || reason === '') {
    return result(
      'undecided',
      words(
        '指南未明确“在本市行政区域内取得许可证”是否包括此类情形，请作出适用性判断并说明理由。',
        'The guideline leaves this case open: judge whether it applies and give the reason.',
      ),
      'U',
    );
  }
  return input.judgement === 'yes'
    ? result(
        'in-scope',
        words(`企业判断适用：${reason}`, `The enterprise judges that it applies: ${reason}`),
        'U',
      )
    : result(
        'voluntary',
        words(`企业判断不适用：${reason}`, `The enterprise judges that it does not apply: ${reason}`),
        'U',
      );
}

/**
 * Whether the guideline applies (三、适用对象): in scope with a reason; outside it, a voluntary record;
 * where the text is silent, the enterprise's own judgement with its reason.
 */
export function assessApplicability(input: ApplicabilityInput): Applicability {
  const categories = known(input.categories);
  if (categories.length === 0) {
    return result('unanswered', words('请先选择企业类别。', 'Choose the category first.'), 'C');
  }
  const licensed = categories.filter((code) => APPLICANT_CATEGORIES[code].licence !== null);
  if (licensed.length === 0) {
    return result(
      'voluntary',
      words(
        '未取得电信业务经营许可，不在指南适用范围，可自愿建档。',
        'Without a telecom licence: outside the guideline; a voluntary record may be made.',
      ),
      'C',
    );
  }
  switch (input.licensedIn) {
    case 'shanghai': {
      const names = licensed.map((code) => APPLICANT_CATEGORIES[code].label);
      const sure = licensed.some((code) => APPLICANT_CATEGORIES[code].confidence === 'C');
      return result(
        'in-scope',
        words(
          `属于指南适用对象：${names.map((name) => name.zh).join('、')}，许可在本市取得。`,
          `In scope: ${names.map((name) => name.en).join(', ')}, licensed in Shanghai.`,
        ),
        sure ? 'C' : 'L',
      );
    }
    case 'none':
      return result(
        'voluntary',
        words(
          '未在本市取得许可，不在指南适用范围，可自愿建档。',
          'Not licensed in Shanghai: outside the guideline; a voluntary record may be made.',
        ),
        'C',
      );
    case 'cross_region':
    case 'unsure':
      return judged(input);
    default:
      return result('unanswered', words('请选择许可证由谁颁发。', 'Say who issued the licence.'), 'C');
  }
}
