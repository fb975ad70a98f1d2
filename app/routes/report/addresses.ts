import { route, type RouteConfigEntry } from '@remix-run/route-config';
import { houseRoutes } from '../assessment/addresses.ts';

/** Addresses of reports, of the questionnaire workbook, and of a consultancy's report style. */
export const reportAddresses: RouteConfigEntry[] = [
  ...houseRoutes('assessments/:assessmentId/report', 'routes/report/report.tsx'),
  ...houseRoutes('assessments/:assessmentId/report/:format', 'routes/report/download.ts'),
  ...houseRoutes('assessments/:assessmentId/workbook', 'routes/report/workbook.tsx'),
  ...houseRoutes('assessments/:assessmentId/workbook.xlsx', 'routes/report/export-workbook.ts'),
  ...houseRoutes('assessments/:assessmentId/workbook/:importId', 'routes/report/import-preview.tsx'),
  ...houseRoutes('assessments/:assessmentId/workbook/:importId/discard', 'routes/report/discard-import.ts'),
  route('report-style', 'routes/report/report-style.tsx'),
  route('report-style/preview', 'routes/report/style-preview.ts'),
];
