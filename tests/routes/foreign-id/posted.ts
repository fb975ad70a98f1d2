import { sampleBody } from '#app/domain/filing/body.ts';

/** An id that is nobody's. */
const NOBODY = '00000000-0000-7000-8000-000000000002';

/** What forms ask for beside ids, so that a post gets as far as to the ids. Each form reads what it knows. */
const COMMON: Readonly<Record<string, string>> = {
  anchor: 'cdo.position',
  back: '/start',
  basis: '示例认定文件',
  body: '示例内容',
  decision: 'refused',
  do: 'link',
  dueOn: '2027-01-31',
  effort: '3',
  endedOn: '2026-11-20',
  evidence: NOBODY,
  expectedLevel: '3',
  explanation: '示例说明',
  finding: 'verified',
  grantId: NOBODY,
  happenedOn: '2026-11-19',
  intent: 'exclude',
  kind: 'cdo',
  note: '示例说明内容',
  reason: '示例原因说明',
  revision: '1',
  state: 'done',
  submit_key: NOBODY,
  submittedOn: '2026-11-20',
  title: '示例标题',
  version: '1',
};

const sample = JSON.stringify(sampleBody());

/** What stands otherwise in some forms, by the end of the pattern. */
const SPECIAL: readonly (readonly [end: RegExp, fields: Readonly<Record<string, string>>])[] = [
  [/\/correct$/, { reason: 'typing' }],
  [/\/cancel$/, { reason: 'mistaken' }],
  [/filings\/:filingId\/draft$/, { base: sample, mine: sample }],
  [
    /\/lines\/(new|:lineId)$/,
    { kind: 'item', name: '示例名称', region: '370100', onDate: '2023-12-01', endedOn: '', isTwice: 'yes' },
  ],
];

/** Forms that carry a file, and hardly anything else. */
const UPLOADS = /(\/attachments|^certificates\/:id|^clients\/:grantId\/certificates\/:id|\/workbook)$/;

/** Whether an address takes a file. */
export function takesFile(pattern: string): boolean {
  return UPLOADS.test(pattern);
}

/** The fields that are posted to an address with these parameters. */
export function fieldsFor(pattern: string, params: Readonly<Record<string, string>>): Record<string, string> {
  if (takesFile(pattern)) return { slot: 'signed_scan' };
  const { cell = '', criterion = '', domain = '', id = '', thread = NOBODY, request = NOBODY } = params;
  const { assignee = NOBODY } = params;
  const fields: Record<string, string> = {
    ...COMMON,
    assignee,
    cell,
    cellId: cell,
    domainId: domain,
    filing: id,
    request,
    thread,
  };
  for (const [end, special] of SPECIAL) if (end.test(pattern)) Object.assign(fields, special);
  if (pattern.endsWith('/answers')) {
    const edit = {
      criterionId: criterion,
      base: { grade: null, note: '' },
      mine: { grade: 'met', note: '' },
    };
    fields.edits = JSON.stringify([edit]);
  }
  return fields;
}

/** What an address needs in its search to open at all. */
export function searchFor(pattern: string): Record<string, string> {
  return pattern.endsWith('/lines/new') ? { target: 'SD04' } : {};
}
