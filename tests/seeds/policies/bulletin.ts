/** The documents with plans in the bulletin: each runs from its heading to the line that names its source. */
const HEADINGS: Readonly<Record<string, RegExp>> = {
  'sme-pilot-cities-2023': /^财政部 ?工业和信息化部关于开展中小企业数字化转型城市试点工作的通知$/m,
  'vocational-education-2023': /^职业教育产教融合赋能提升行动实施方案 ?（?\(?2023/m,
  'shanghai-metaverse-2023': /^上海市“元宇宙”关键技术攻关行动方案 ?\(2023[^\n]*\n+沪科/m,
  'shandong-big-data-2023': /^山东省大数据产业发展 ?2023 ?年工作要点$/m,
  // The text of Jilin stands under a heading of Shenzhen.
  'jilin-digital-government-2023': /^深圳市数字孪生先锋城市建设行动计划（2023）$/m,
};

const CHAPTER = /^[一二三四五六七八九十]+、/;
const SECTION = /^[（(]([一二三四五六七八九十]+)[）)]/;
const ITEM = /^(\d{1,2})\.\s*(?!\d)/;

/** One paragraph of a document and where it stands. */
interface Paragraph {
  readonly chapter: string;
  readonly section: string;
  readonly item: string;
  readonly text: string;
}

/** The text of one plan's document. @throws Error when the bulletin does not hold it */
function documentOf(bulletin: string, plan: string): string {
  const heading = HEADINGS[plan]?.exec(bulletin);
  if (!heading) throw new Error(`the bulletin has no heading of ${plan}`);
  const rest = bulletin.slice(heading.index);
  const end = rest.search(/^[（(]来源[：:]/m);
  if (end < 0) throw new Error(`the document of ${plan} has no end`);
  return rest.slice(0, end);
}

function paragraphs(text: string): Paragraph[] {
  let place = { chapter: '', section: '', item: '' };
  return text.split('\n').flatMap((line) => {
    const words = line.trim();
    if (words === '') return [];
    const chapter = CHAPTER.exec(words);
    const section = SECTION.exec(words);
    const item = ITEM.exec(words);
    if (chapter) place = { chapter: chapter[0].slice(0, -1), section: '', item: '' };
    else if (section) place = { ...place, section: section[1] ?? '', item: '' };
    else if (item) place = { ...place, item: item[1] ?? '' };
    return [{ ...place, text: words }];
  });
}

/** Whether a paragraph belongs to a clause as the plans cite it: 引言, 第3条, 任务3, 五, 四（一）. */
function standsIn(clause: string): (place: Paragraph) => boolean {
  if (clause === '引言') return ({ chapter }) => chapter === '';
  const item = /^(?:第|任务)(\d+)/.exec(clause)?.[1];
  if (item !== undefined) return (place) => place.item === item;
  const [chapter = '', section] = clause.split(/[（）]/);
  return (place) => place.chapter === chapter && (section === undefined || place.section === section);
}

/**
 * The text of one clause, with white space and page breaks removed; empty where the document has no such clause.
 * A paragraph that a page break cut in two is one again.
 */
export function clauseText(bulletin: string, plan: string, clause: string): string {
  return paragraphs(documentOf(bulletin, plan))
    .filter(standsIn(clause))
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
}
