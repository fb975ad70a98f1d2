import { index, route, type RouteConfig } from '@remix-run/route-config';
import { accountAddresses } from './routes/account/addresses.ts';
import { organisationAddresses } from './routes/organisation/addresses.ts';
import { filingAddresses } from './routes/filing/addresses.ts';
import { bulletinAddresses } from './routes/bulletin/addresses.ts';
import { changeAddresses } from './routes/change/addresses.ts';
import { reviewAddresses } from './routes/review/addresses.ts';
import { rosterAddresses } from './routes/roster/addresses.ts';
import { calendarAddresses } from './routes/calendar/addresses.ts';
import { noticeAddresses } from './routes/notice/addresses.ts';
import { operatorAddresses } from './routes/operator/addresses.ts';
import { assessmentAddresses } from './routes/assessment/addresses.ts';
import { certificateAddresses } from './routes/certificate/addresses.ts';
import { journalAddresses } from './routes/journal/addresses.ts';
import { maturityAddresses } from './routes/maturity/addresses.ts';
import { designationAddresses } from './routes/designation/addresses.ts';
import { entryAddresses } from './routes/entry/addresses.ts';
import { evidenceAddresses } from './routes/evidence/addresses.ts';
import { modelAddresses } from './routes/model/addresses.ts';
import { registerAddresses } from './routes/register/addresses.ts';
import { reportAddresses } from './routes/report/addresses.ts';
import { schemeAddresses } from './routes/scheme/addresses.ts';
import { clientAddresses } from './routes/client/addresses.ts';
import { batchAddresses } from './routes/batch/addresses.ts';
import { boardAddresses } from './routes/board/addresses.ts';
import { planAddresses } from './routes/plan/addresses.ts';
import { targetAddresses } from './routes/target/addresses.ts';
import { pageAddresses } from './routes/page/addresses.ts';

/** Every address of the product, once; each room lists its own. */
export default [
  index('routes/home.tsx'),
  route('language', 'routes/language.ts'),
  ...accountAddresses,
  ...organisationAddresses,
  ...filingAddresses,
  ...changeAddresses,
  ...reviewAddresses,
  ...rosterAddresses,
  ...calendarAddresses,
  ...noticeAddresses,
  ...operatorAddresses,
  ...journalAddresses,
  ...assessmentAddresses,
  ...maturityAddresses,
  ...evidenceAddresses,
  ...certificateAddresses,
  ...modelAddresses,
  ...reportAddresses,
  ...schemeAddresses,
  ...clientAddresses,
  ...planAddresses,
  ...entryAddresses,
  ...designationAddresses,
  ...boardAddresses,
  ...batchAddresses,
  ...registerAddresses,
  ...bulletinAddresses,
  ...targetAddresses,
  ...pageAddresses,
] satisfies RouteConfig;
