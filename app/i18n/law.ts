import { words } from '../domain/words.ts';

/** Words of the law library and the accessibility statement. */
export const lawWords = {
  title: words('法规依据', 'Law library'),
  lead: words(
    '产品用到的每条规则：来源、条款、文本要点、我们的理解与把握程度。要点由我们概括，以官方原文为准。',
    'Every rule that the product uses: source, clause, gist, our reading, and how sure it is. The gist is in our words; the official text decides.',
  ),
  legend: words('把握程度', 'How sure'),
  source: words('来源', 'Source'),
  clause: words('条款', 'Clause'),
  text: words('文本要点', 'Gist'),
  reading: words('我们的理解', 'Our reading'),
  applies: words('用在哪里', 'Where it applies'),
  contents: words('目录', 'Contents'),
};

export const accessibilityWords = {
  title: words('无障碍说明', 'Accessibility statement'),
  lead: words(
    '目标：不用鼠标、放大页面、使用读屏软件或小屏幕，都能办完备案。',
    'The aim: the whole job can be done without a mouse, zoomed in, with a screen reader, or on a small screen.',
  ),
  tested: words('做法与检查', 'What is done and checked'),
  testedList: [
    words(
      '键盘：所有操作都能用 Tab、回车、空格完成；焦点可见；页首有“跳到正文”。',
      'Keyboard: everything works with Tab, Enter and Space; focus is visible; a skip link comes first.',
    ),
    words(
      '不依赖脚本：填报、保存、上传、报送、变更报告在关闭 JavaScript 时可用（自动保存、架构图编辑器除外）。',
      'No JavaScript: filling, saving, attaching, submitting and reporting work without it (autosave and the chart editor excepted).',
    ),
    words(
      '小屏幕：在 375 像素宽度下，表格变为卡片，正文不横向滚动。',
      'Small screens: at 375 px tables become cards and text doesn’t scroll sideways.',
    ),
    words(
      '自动检查：用 axe-core 在 1280 与 375 像素宽度检查页面，以没有“严重”“重要”问题为准。',
      'Automatic: axe-core on the pages at 1280 and 375 px, with no serious or critical finding as the measure.',
    ),
    words(
      '颜色：状态同时用符号和文字表示；文字对比度以 WCAG 2.1 AA 为准。',
      'Colour: a state always has a mark and a word as well; contrast follows WCAG 2.1 AA.',
    ),
    words(
      '出错：错误显示在字段旁，并在页首汇总、可跳转；已填内容保留。',
      'Errors stand beside the field and are collected at the top with links; what was typed stays.',
    ),
  ],
  limits: words('尚未做到', 'What isn’t'),
  limitList: [
    words(
      '没有请残障用户或第三方机构做过评测，也没有取得认证。',
      'No evaluation by users with disabilities or by a third party; no certificate.',
    ),
    words('没有在各读屏软件上逐一测试。', 'Not tested with each screen reader.'),
    words(
      '用户上传的扫描件是图片，没有文字替代；PDF 预览依赖脚本，可下载后阅读。',
      'Uploaded scans are images without a text alternative; the preview needs JavaScript, the file can be downloaded.',
    ),
    words('没有深色主题。', 'No dark theme.'),
  ],
  browsers: words('浏览器', 'Browsers'),
  browsersText: words(
    'Chromium 94 及以上（含同内核的国产浏览器极速模式）、当前版本的 Firefox 与 Safari。',
    'Chromium 94 and newer, and browsers built on it; the current Firefox and Safari.',
  ),
  contact: words('遇到困难', 'If something doesn’t work'),
  contactText: words(
    '请联系平台运营方，说明页面地址、所用浏览器和辅助工具。不能在线办理的，可按主管部门告知的方式纸质报送。',
    'Tell the operator the address of the page, your browser and assistive tool. What can’t be done online can be filed on paper as the regulator says.',
  ),
};
