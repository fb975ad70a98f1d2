import type { PrintedForm } from '#app/adapters/pdf/port.ts';

/** A form with every kind of content that the printer knows. */
export function makeSampleForm(): PrintedForm {
  return {
    title: '企业首席数据官备案表（试行）',
    subtitleLines: ['备案类型：变更重新备案', '按指南正文推导，非官方版式'],
    asAt: '2026-11-22T12:46:00Z',
    reference: { label: '平台流水号', value: 'SH-CDO-2026-000123' },
    contentDigest: {
      algorithm: 'SM3',
      value: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    },
    verification: { url: 'https://example.cn/verify/SH-CDO-2026-000123', caption: '扫码核验' },
    isSample: true,
    sections: [
      {
        heading: '一、企业基本情况',
        rows: [
          { label: '企业名称', value: '上海示例云计算有限公司' },
          { label: '统一社会信用代码', value: '91310115MA1K00015K', span: 'half' },
          { label: '法定代表人', value: '王𠮷㐂𪻐', span: 'half' },
          { label: '通信地址', value: '' },
        ],
        grid: {
          columns: ['许可证编号', '业务种类'],
          lines: [
            ['沪B2-20150087', 'B21 在线数据处理与交易处理'],
            ['A2.B1.B2-20100001', 'B11 互联网数据中心'],
          ],
        },
      },
      {
        heading: '二、首席数据官',
        rows: [
          { label: '姓名', value: '欧阳𬭎', span: 'half' },
          { label: '现任职务', value: '副总经理', span: 'half' },
        ],
      },
    ],
    signatureBoxes: [{ label: '法定代表人（签字）：' }, { label: '单位（盖章）：', foot: '年月日' }],
    notes: ['非官方版式。', '平台提交不等于报送。'],
  };
}
