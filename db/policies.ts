/** One row-level security policy. `using` guards what is seen or touched, `check` what is written. */
export interface Policy {
  readonly table: string;
  /** Unique within the table; starts with the kind of scope it serves. */
  readonly name: string;
  readonly command: 'select' | 'insert' | 'update' | 'delete';
  readonly using?: string;
  readonly check?: string;
}

const setting = (name: string) => `(select current_setting('app.${name}', true))`;
const uuidSetting = (name: string) => `(select nullif(current_setting('app.${name}', true), '')::uuid)`;

const kind = (...names: string[]) => `${setting('kind')} in (${names.map((name) => `'${name}'`).join(', ')})`;
const role = (...names: string[]) => `${setting('role')} in (${names.map((name) => `'${name}'`).join(', ')})`;
const job = (...names: string[]) =>
  `(${kind('job')} and ${setting('job')} in (${names.map((n) => `'${n}'`).join(', ')}))`;

const ACCOUNT = uuidSetting('account');
const OWN = `organisation_id = ${uuidSetting('organisation')}`;
const MEMBER = `(${kind('member')} and ${OWN})`;
const WRITER = `(${kind('member')} and ${role('owner', 'cdo', 'preparer')} and ${OWN})`;
/** Whoever looks after an organisation's members: an enterprise's owner, any consultant of a consultancy. */
const OWNER = `(${kind('member')} and ${role('owner', 'consultant')} and ${OWN})`;
const REGULATOR_ORGANISATION = `(${kind('regulator')} and ${OWN})`;
const SUPERVISOR = `(${kind('regulator')} and ${role('supervisor')} and ${OWN})`;
/**
 * The rows of an office's duty. Inside `case`, the planner takes it for a coin toss: as conditions against settings that it
 * can't see, it took it for one row in forty thousand, and read a million entries by their region to sort them for a page
 * of fifty. What narrows a search are the conditions of its query, so these name region and programme themselves.
 */
const DUTY = `case when ${kind('regulator')} and programme_id = ${setting('programme')} then region_code between ${setting('region_from')} and ${setting('region_to')} else false end`;
const REGULATOR = `(${DUTY})`;
const REGULATOR_SUBMITTED = `(${DUTY} and submitted_at is not null)`;
const CLIENT = `(${kind('consultant')} and organisation_id = ${uuidSetting('client')} and (select grant_is_alive()))`;
const CLIENT_DRAFT = `(${CLIENT} and ${setting('rights')} = 'draft')`;
/** Who helps a client has its filings at heart, too; who assesses it has no business with them. */
const HELPER = `(${CLIENT} and ${setting('purpose')} = 'help')`;
const HELPER_DRAFT = `(${CLIENT_DRAFT} and ${setting('purpose')} = 'help')`;
const OPERATOR = kind('operator');
const INSTALL = job('install');
const REGULATOR_HOUSE = `(${OPERATOR} and exists (select 1 from organisation o where o.id = organisation_id and o.kind in ('regulator', 'operator')))`;
const SIGNED_IN = kind('account', 'member', 'regulator', 'consultant', 'operator', 'job');

type Parts = { using?: string; check?: string };
const make =
  (command: Policy['command']) =>
  (table: string, name: string, parts: Parts): Policy => ({ table, name, command, ...parts });

const see = (table: string, name: string, using: string) => make('select')(table, name, { using });
const add = (table: string, name: string, check: string) => make('insert')(table, name, { check });
const change = (table: string, name: string, using: string, check = using) =>
  make('update')(table, name, { using, check });
const remove = (table: string, name: string, using: string) => make('delete')(table, name, { using });

const own = `account_id = ${ACCOUNT}`;
const visibleOrganisation = `exists (select 1 from organisation o where o.id = organisation_id)`;
/** What is written about an organisation is written by those who see it; the platform's own by everyone signed in. */
const CONCERNED = `(${SIGNED_IN} and (${visibleOrganisation} or organisation_id = (select platform_organisation())))`;

/** Facts that everyone may read; only the operator amends them. */
const reference: Policy[] = [
  see('programme', 'everyone', 'true'),
  add('programme', 'install', INSTALL),
  see('setting', 'everyone', 'true'),
  add('setting', 'operator', `(${OPERATOR} or ${INSTALL})`),
  change('setting', 'operator', OPERATOR),
  see('calendar_year', 'everyone', 'true'),
  add('calendar_year', 'operator', `(${OPERATOR} or ${job('install', 'calendar')})`),
  change('calendar_year', 'operator', `(${OPERATOR} or ${job('calendar')})`),
];

const accounts: Policy[] = [
  see('account', 'own', `id = ${ACCOUNT}`),
  add('account', 'own', `(${kind('account')} and id = ${ACCOUNT})`),
  add('account', 'install', INSTALL),
  change('account', 'own', `id = ${ACCOUNT}`),
  see('credential', 'own', own),
  add('credential', 'own', `(${kind('account')} and ${own})`),
  add('credential', 'install', INSTALL),
  change('credential', 'own', own),
  see('session', 'own', own),
  add('session', 'own', own),
  change('session', 'own', own),
  remove('session', 'own', own),
  see('session', 'housekeeping', job('housekeeping')),
  remove('session', 'housekeeping', job('housekeeping')),
  see('one_time_link', 'own', own),
  add('one_time_link', 'own', own),
  change('one_time_link', 'own', own),
  see('one_time_link', 'housekeeping', job('housekeeping')),
  remove('one_time_link', 'housekeeping', job('housekeeping')),
  see('acknowledgement', 'own', own),
  add('acknowledgement', 'own', own),
];

const organisations: Policy[] = [
  see(
    'organisation',
    'own',
    `(${kind('member', 'regulator', 'operator', 'consultant')} and id = ${uuidSetting('organisation')})`,
  ),
  see('organisation', 'regulator', `(${DUTY} and kind = 'enterprise')`),
  see(
    'organisation',
    'consultant',
    `(${kind('consultant')} and id = ${uuidSetting('client')} and (select grant_is_alive()))`,
  ),
  see('organisation', 'operator', OPERATOR),
  see('organisation', 'job', job('reminder', 'delivery', 'calendar', 'housekeeping', 'install')),
  add('organisation', 'operator', `(${OPERATOR} and kind = 'regulator')`),
  add('organisation', 'install', INSTALL),
  change(
    'organisation',
    'owner',
    `(${kind('member')} and ${role('owner')} and id = ${uuidSetting('organisation')})`,
  ),
  change('organisation', 'regulator', `(${DUTY} and kind = 'enterprise')`),
  change('organisation', 'operator', OPERATOR),

  see('membership', 'own', own),
  see('membership', 'colleague', `(${kind('member', 'regulator', 'operator')} and ${OWN})`),
  see('membership', 'operator', REGULATOR_HOUSE),
  add('membership', 'owner', OWNER),
  add('membership', 'operator', REGULATOR_HOUSE),
  add('membership', 'install', INSTALL),
  change('membership', 'owner', OWNER),
  change('membership', 'operator', REGULATOR_HOUSE),

  see('invitation', 'owner', OWNER),
  add('invitation', 'owner', `(${OWNER} and purpose = 'colleague')`),
  change('invitation', 'owner', OWNER),
  see('invitation', 'regulator', `(${REGULATOR_ORGANISATION} and purpose = 'roster')`),
  add('invitation', 'regulator', `(${REGULATOR_ORGANISATION} and purpose = 'roster')`),
  change('invitation', 'regulator', `(${REGULATOR_ORGANISATION} and purpose = 'roster')`),
  see('invitation', 'operator', REGULATOR_HOUSE),
  add('invitation', 'operator', `(${REGULATOR_HOUSE} and purpose = 'regulator')`),
  change('invitation', 'operator', REGULATOR_HOUSE),

  see('access_request', 'own', own),
  add('access_request', 'own', `(${kind('account', 'member')} and ${own} and state = 'open')`),
  see('access_request', 'owner', `(${OWNER} and kind = 'join')`),
  change('access_request', 'owner', `(${OWNER} and kind = 'join')`),
  see('access_request', 'regulator', `(${DUTY} and kind = 'reclaim')`),
  change('access_request', 'regulator', `(${DUTY} and kind = 'reclaim')`),
  see('access_request', 'operator', `(${OPERATOR} and kind = 'reclaim')`),
  change('access_request', 'operator', `(${OPERATOR} and kind = 'reclaim')`),

  see('client_grant', 'client', MEMBER),
  add('client_grant', 'client', `(${kind('member')} and ${role('owner', 'cdo')} and ${OWN})`),
  change('client_grant', 'client', `(${kind('member')} and ${role('owner', 'cdo')} and ${OWN})`),
  see(
    'client_grant',
    'consultancy',
    `(${kind('member', 'consultant')} and consultancy_id = ${uuidSetting('organisation')})`,
  ),
];

/** Before batches had threads, every thread was about a filing; targets replace these. */
const threadsOfFirstRelease: Policy[] = [
  see('comment_thread', 'regulator', REGULATOR),
  add('comment_thread', 'regulator', REGULATOR),
  change('comment_thread', 'regulator', REGULATOR),
  remove('comment_thread', 'regulator', `(${DUTY} and published_at is null)`),
  see('comment', 'regulator', REGULATOR),
  add('comment', 'regulator', `(${DUTY} and author_side = 'regulator' and author_id = ${ACCOUNT})`),
  change(
    'comment',
    'regulator',
    `(${DUTY} and author_side = 'regulator' and published_at is null)`,
    `(${DUTY} and author_side = 'regulator')`,
  ),
];

const filings: Policy[] = [
  see('change_report', 'member', MEMBER),
  add('change_report', 'member', `(${WRITER} and opened_by_side = 'enterprise')`),
  change('change_report', 'member', WRITER),
  see('change_report', 'regulator', REGULATOR),
  add('change_report', 'regulator', `(${DUTY} and opened_by_side = 'regulator')`),
  change('change_report', 'regulator', REGULATOR),
  see('change_report', 'consultant', HELPER),
  see('change_report', 'job', job('reminder', 'calendar')),
  change('change_report', 'calendar', job('calendar')),

  see('filing', 'member', MEMBER),
  add('filing', 'member', `(${WRITER} and status = 'draft')`),
  change('filing', 'member', WRITER),
  remove('filing', 'member', `(${WRITER} and status = 'draft' and submitted_at is null)`),
  see('filing', 'regulator', REGULATOR_SUBMITTED),
  change('filing', 'regulator', REGULATOR_SUBMITTED),
  see('filing', 'consultant', HELPER),
  see('filing', 'job', job('reminder', 'calendar')),
  change('filing', 'calendar', job('calendar')),

  see('filing_draft', 'member', MEMBER),
  add('filing_draft', 'member', WRITER),
  change('filing_draft', 'member', WRITER),
  remove('filing_draft', 'member', WRITER),
  see('filing_draft', 'consultant', HELPER),
  change('filing_draft', 'consultant', HELPER_DRAFT),

  see('filing_version', 'member', MEMBER),
  add('filing_version', 'member', WRITER),
  change('filing_version', 'member', WRITER),
  see('filing_version', 'regulator', REGULATOR_SUBMITTED),
  see('filing_version', 'consultant', HELPER),

  see('attachment', 'member', MEMBER),
  add('attachment', 'member', WRITER),
  change('attachment', 'member', WRITER),
  see('attachment', 'regulator', REGULATOR_SUBMITTED),
  add('attachment', 'regulator', `(${REGULATOR_SUBMITTED} and slot = 'paper_receipt')`),
  see('attachment', 'consultant', HELPER),
  add('attachment', 'consultant', `(${HELPER_DRAFT} and slot in ('appointment', 'organisation_chart'))`),

  see('comment_thread', 'member', `(${MEMBER} and published_at is not null)`),
  change('comment_thread', 'member', `(${WRITER} and published_at is not null)`),
  ...threadsOfFirstRelease.filter(({ table }) => table === 'comment_thread'),
  see('comment_thread', 'consultant', `(${HELPER} and published_at is not null)`),

  see('comment', 'member', `(${MEMBER} and published_at is not null)`),
  add('comment', 'member', `(${WRITER} and author_side = 'enterprise' and author_id = ${ACCOUNT})`),
  ...threadsOfFirstRelease.filter(({ table }) => table === 'comment'),
  see('comment', 'consultant', `(${HELPER} and published_at is not null)`),

  see('filing_term', 'member', MEMBER),
  add('filing_term', 'member', WRITER),
  remove('filing_term', 'member', WRITER),
  see('filing_term', 'regulator', REGULATOR),
];

const register: Policy[] = [
  see('roster_entry', 'regulator', `(${REGULATOR} and ${OWN})`),
  add('roster_entry', 'regulator', `(${REGULATOR} and ${OWN})`),
  change('roster_entry', 'regulator', `(${REGULATOR} and ${OWN})`),
  see('import_run', 'regulator', REGULATOR_ORGANISATION),
  add('import_run', 'regulator', REGULATOR_ORGANISATION),
  change('import_run', 'regulator', REGULATOR_ORGANISATION),
];

const notices: Policy[] = [
  see('notice', 'recipient', `(recipient_id = ${ACCOUNT} and channel = 'product')`),
  change('notice', 'recipient', `(recipient_id = ${ACCOUNT} and channel = 'product')`),
  see('notice', 'operator', `(${OPERATOR} and channel <> 'product')`),
  see('notice', 'job', job('reminder', 'delivery', 'demo')),
  change('notice', 'delivery', job('delivery')),
  add('notice', 'sender', CONCERNED),
  see('notice_body', 'recipient', `(recipient_id = ${ACCOUNT} and channel = 'product')`),
  see('notice_body', 'job', job('delivery', 'demo')),
  add('notice_body', 'sender', CONCERNED),
  remove('notice_body', 'delivery', job('delivery')),
  see('webhook_target', 'owner', `(${OWNER} or ${SUPERVISOR})`),
  add('webhook_target', 'owner', `(${OWNER} or ${SUPERVISOR})`),
  change('webhook_target', 'owner', `(${OWNER} or ${SUPERVISOR})`),
  see('webhook_target', 'job', job('reminder', 'delivery')),
];

const journals: Policy[] = [
  see('journal', 'member', MEMBER),
  see(
    'journal',
    'regulator',
    `(${REGULATOR_ORGANISATION} or (${kind('regulator')} and is_shared and ${visibleOrganisation}))`,
  ),
  see('journal', 'consultant', `(${CLIENT} and is_shared)`),
  see('journal', 'operator', `(${OPERATOR} and ${OWN})`),
  see('journal', 'housekeeping', job('housekeeping')),
  add('journal', 'witness', CONCERNED),
  see('journal_checkpoint', 'operator', `(${OPERATOR} or ${job('housekeeping')})`),
  add('journal_checkpoint', 'housekeeping', job('housekeeping')),
];

/** Who writes models and schemes of the own house. */
const AUTHOR = `(${kind('member', 'regulator')} and ${role('owner', 'cdo', 'preparer', 'consultant', 'supervisor')} and ${OWN})`;
const HOUSE = `(${kind('member', 'regulator')} and ${OWN})`;
const ASSESSOR = `(${CLIENT} and ${setting('purpose')} = 'assess')`;
const ASSESSOR_DRAFT = `(${CLIENT_DRAFT} and ${setting('purpose')} = 'assess')`;
/** The consultant's own house, also while he acts for a client. */
const CONSULTANCY_OWN = `(${kind('consultant')} and ${OWN})`;

const models: Policy[] = [
  see('maturity_model', 'house', HOUSE),
  see('maturity_model', 'consultant', CLIENT),
  add('maturity_model', 'house', `(${AUTHOR} and state = 'draft')`),
  change('maturity_model', 'house', AUTHOR),
  remove('maturity_model', 'house', `(${AUTHOR} and state = 'draft')`),

  see('scoring_scheme', 'house', HOUSE),
  see('scoring_scheme', 'consultant', `(${CLIENT} or ${CONSULTANCY_OWN})`),
  see('scoring_scheme', 'offered', `(${SIGNED_IN} and is_offered and state = 'published')`),
  add(
    'scoring_scheme',
    'house',
    `(${AUTHOR} and state = 'draft' and (not is_offered or ${kind('regulator')}))`,
  ),
  change('scoring_scheme', 'house', AUTHOR, `(${AUTHOR} and (not is_offered or ${kind('regulator')}))`),
  remove('scoring_scheme', 'house', `(${AUTHOR} and state = 'draft')`),
];

const SELF = `side = 'self'`;
const INDEPENDENT = `side = 'independent'`;
/** The assessment itself is open to whoever asks; its own policies answer. */
const parent = (table: string, condition = 'true') =>
  `exists (select 1 from assessment a where a.organisation_id = ${table}.organisation_id and a.id = ${table}.assessment_id and ${condition})`;
const revealed = (table: string) => parent(table, 'a.revealed_at is not null');
/** Who works on which side under a grant. */
const AT_WORK = `((${HELPER_DRAFT} and ${SELF}) or (${ASSESSOR_DRAFT} and ${INDEPENDENT}))`;
/** The thread of a comment is open to whoever asks. */
const heard = `exists (select 1 from assessment_thread t where t.organisation_id = assessment_comment.organisation_id and t.id = assessment_comment.thread_id)`;

/**
 * What belongs to an assessment. The enterprise and its helpers work on the self-assessment, the assessor on the
 * independent one; each sees the other's only when both are signed.
 */
function partOfAssessment(table: string, commands: readonly Policy['command'][]): Policy[] {
  const helper = `(${HELPER_DRAFT} and ${SELF} and ${parent(table)})`;
  const assessor = `(${ASSESSOR_DRAFT} and ${INDEPENDENT} and ${parent(table)})`;
  const member = `(${WRITER} and ${SELF})`;
  const writes = (command: Policy['command'], name: string, condition: string): Policy =>
    command === 'insert'
      ? add(table, name, condition)
      : command === 'update'
        ? change(table, name, condition)
        : remove(table, name, condition);
  return [
    see(table, 'member', `(${MEMBER} and (${SELF} or ${revealed(table)}))`),
    see(table, 'consultant', `(${CLIENT} and ${parent(table)})`),
    ...commands.flatMap((command) => [
      writes(command, 'member', member),
      writes(command, 'helper', helper),
      writes(command, 'assessor', assessor),
    ]),
  ];
}

const assessments: Policy[] = [
  see('assessment_order', 'member', MEMBER),
  see('assessment_order', 'consultant', CLIENT),
  see('assessment_order', 'regulator', REGULATOR),
  add('assessment_order', 'regulator', REGULATOR),
  change('assessment_order', 'regulator', REGULATOR),

  see('assessment', 'member', MEMBER),
  add('assessment', 'member', `(${WRITER} and state = 'evaluating')`),
  change('assessment', 'member', WRITER),
  see('assessment', 'helper', `(${HELPER} and (${SELF} or revealed_at is not null))`),
  add('assessment', 'helper', `(${HELPER_DRAFT} and ${SELF} and state = 'evaluating')`),
  change('assessment', 'helper', `(${HELPER_DRAFT} and ${SELF})`),
  see(
    'assessment',
    'assessor',
    `(${ASSESSOR} and ((${INDEPENDENT} and consultancy_id = ${uuidSetting('organisation')})
      or (${SELF} and revealed_at is not null and scope_id in (select scopes_i_assess()))))`,
  ),
  change(
    'assessment',
    'assessor',
    `(${ASSESSOR_DRAFT} and ${INDEPENDENT} and consultancy_id = ${uuidSetting('organisation')})`,
  ),
  see('assessment', 'regulator', REGULATOR_SUBMITTED),
  see('assessment', 'job', job('reminder')),

  ...partOfAssessment('assessment_domain', ['insert', 'update', 'delete']),
  ...partOfAssessment('assessment_exclusion', ['insert', 'update', 'delete']),
  ...partOfAssessment('answer', ['insert', 'update']),
  ...partOfAssessment('evidence_link', ['insert', 'delete']),
  ...partOfAssessment('assessment_import', ['insert', 'update']),
  // The enterprise tailors an independent assessment as it orders it, and not later.
  add(
    'assessment_exclusion',
    'order',
    `(${WRITER} and ${INDEPENDENT} and ${parent('assessment_exclusion', 'a.created_at = excluded_at')})`,
  ),

  // An assessor asks the enterprise, which answers: both see these threads of the independent assessment. What the
  // assessor's validator sends back stays among the assessors until both sides are signed.
  see(
    'assessment_thread',
    'member',
    `(${MEMBER} and (${SELF} or not is_return or ${revealed('assessment_thread')}))`,
  ),
  see('assessment_thread', 'consultant', `(${CLIENT} and ${parent('assessment_thread')})`),
  add('assessment_thread', 'member', `(${WRITER} and ${SELF} and created_by_id = ${ACCOUNT})`),
  add(
    'assessment_thread',
    'consultant',
    `(${AT_WORK} and ${parent('assessment_thread')} and created_by_id = ${ACCOUNT})`,
  ),
  change('assessment_thread', 'member', `(${WRITER} and (${SELF} or not is_return))`),
  change('assessment_thread', 'consultant', `(${AT_WORK} and ${parent('assessment_thread')})`),
  see('assessment_comment', 'member', `(${MEMBER} and ${heard})`),
  see('assessment_comment', 'consultant', `(${CLIENT} and ${parent('assessment_comment')})`),
  add(
    'assessment_comment',
    'member',
    `(${WRITER} and author_side = 'enterprise' and author_id = ${ACCOUNT} and ${heard})`,
  ),
  add(
    'assessment_comment',
    'consultant',
    `(${AT_WORK} and ${parent('assessment_comment')} and author_side = 'consultant' and author_id = ${ACCOUNT})`,
  ),

  // Whoever signs writes the snapshot; a helper never does.
  ...partOfAssessment('assessment_snapshot', ['insert']).filter(
    ({ command, name }) => command === 'select' || name !== 'helper',
  ),
  change('assessment_snapshot', 'member', `(${WRITER} and (${SELF} or ${revealed('assessment_snapshot')}))`),
  see('assessment_snapshot', 'regulator', REGULATOR_SUBMITTED),
];

const maturityRecords: Policy[] = [
  // A consultant shares the domains of a client's assessment out among colleagues.
  see('membership', 'consultant', CONSULTANCY_OWN),

  see('evidence', 'member', MEMBER),
  add('evidence', 'member', WRITER),
  change('evidence', 'member', WRITER),
  see('evidence', 'consultant', CLIENT),
  add('evidence', 'consultant', HELPER_DRAFT),
  change('evidence', 'consultant', HELPER_DRAFT),

  see('improvement_action', 'member', MEMBER),
  add('improvement_action', 'member', WRITER),
  change('improvement_action', 'member', WRITER),
  see('improvement_action', 'helper', HELPER),
  add('improvement_action', 'helper', HELPER_DRAFT),
  change('improvement_action', 'helper', HELPER_DRAFT),
  see('improvement_action', 'job', job('reminder')),

  see('certificate', 'member', MEMBER),
  add('certificate', 'member', WRITER),
  change('certificate', 'member', WRITER),
  see('certificate', 'consultant', CLIENT),
  see('certificate', 'regulator', REGULATOR_SUBMITTED),
  see('certificate', 'job', job('reminder')),

  see('report_style', 'house', HOUSE),
  see('report_style', 'consultant', CONSULTANCY_OWN),
  add('report_style', 'house', AUTHOR),
  change('report_style', 'house', AUTHOR),
];

/** Whose plan it is. */
const PLAN_HOUSE = `(${kind('regulator')} and plan_house_id = ${uuidSetting('organisation')})`;
const IN_PROGRAMME = `(${kind('regulator')} and programme_id = ${setting('programme')})`;
/** Officers of a house, within their duty. */
const OFFICER = `(${DUTY} and ${OWN})`;
const DUTY_SUPERVISOR = `(${DUTY} and ${OWN} and ${role('supervisor')})`;
const REVIEWED_BATCH = (table: string, states: string) =>
  `exists (select 1 from batch b where b.organisation_id = ${table}.organisation_id and b.id = ${table}.batch_id
    and b.plan_house_id = ${uuidSetting('organisation')} and b.status ${states})`;
const REVIEWED = `(${kind('regulator')} and batch_id is not null and`;

/** Threads of reviews: on filings as before, on batches between the house that reports and the plan's house. */
const threads: Policy[] = [
  see('comment_thread', 'regulator', `(${DUTY} and batch_id is null)`),
  add('comment_thread', 'regulator', `(${DUTY} and batch_id is null)`),
  change('comment_thread', 'regulator', `(${DUTY} and batch_id is null)`),
  remove('comment_thread', 'regulator', `(${DUTY} and batch_id is null and published_at is null)`),
  see(
    'comment_thread',
    'reporter',
    `(${REGULATOR_ORGANISATION} and batch_id is not null and published_at is not null)`,
  ),
  change(
    'comment_thread',
    'reporter',
    `(${REGULATOR_ORGANISATION} and batch_id is not null and published_at is not null)`,
  ),
  see('comment_thread', 'plan_house', `${REVIEWED} ${REVIEWED_BATCH('comment_thread', `<> 'draft'`)})`),
  add('comment_thread', 'plan_house', `${REVIEWED} ${REVIEWED_BATCH('comment_thread', `= 'in_review'`)})`),
  change('comment_thread', 'plan_house', `${REVIEWED} ${REVIEWED_BATCH('comment_thread', `<> 'draft'`)})`),
  remove(
    'comment_thread',
    'plan_house',
    `${REVIEWED} published_at is null and ${REVIEWED_BATCH('comment_thread', `<> 'draft'`)})`,
  ),
  see('comment', 'regulator', `(${DUTY} and batch_id is null)`),
  add(
    'comment',
    'regulator',
    `(${DUTY} and batch_id is null and author_side = 'regulator' and author_id = ${ACCOUNT})`,
  ),
  change(
    'comment',
    'regulator',
    `(${DUTY} and batch_id is null and author_side = 'regulator' and published_at is null)`,
    `(${DUTY} and batch_id is null and author_side = 'regulator')`,
  ),
  see(
    'comment',
    'reporter',
    `(${REGULATOR_ORGANISATION} and batch_id is not null and published_at is not null)`,
  ),
  add(
    'comment',
    'reporter',
    `(${REGULATOR_ORGANISATION} and batch_id is not null and author_side = 'reporter' and author_id = ${ACCOUNT})`,
  ),
  see('comment', 'plan_house', `${REVIEWED} ${REVIEWED_BATCH('comment', `<> 'draft'`)})`),
  add(
    'comment',
    'plan_house',
    `${REVIEWED} author_side = 'regulator' and author_id = ${ACCOUNT} and ${REVIEWED_BATCH('comment', `<> 'draft'`)})`,
  ),
  change(
    'comment',
    'plan_house',
    `${REVIEWED} author_side = 'regulator' and published_at is null and ${REVIEWED_BATCH('comment', `<> 'draft'`)})`,
    `${REVIEWED} author_side = 'regulator' and ${REVIEWED_BATCH('comment', `<> 'draft'`)})`,
  ),
];

const plans: Policy[] = [
  see('plan', 'house', REGULATOR_ORGANISATION),
  see('plan', 'programme', `(${IN_PROGRAMME} and version_no is not null and withdrawn_at is null)`),
  add('plan', 'house', `(${DUTY_SUPERVISOR} and version_no is null)`),
  change('plan', 'house', DUTY_SUPERVISOR),
  remove('plan', 'house', `(${DUTY_SUPERVISOR} and version_no is null)`),
  see('plan_version', 'house', REGULATOR_ORGANISATION),
  see('plan_version', 'programme', `(${IN_PROGRAMME} and state <> 'draft')`),
  add(
    'plan_version',
    'house',
    `(${SUPERVISOR} and programme_id = ${setting('programme')} and state = 'draft')`,
  ),
  change('plan_version', 'house', SUPERVISOR),
  remove('plan_version', 'house', `(${SUPERVISOR} and state = 'draft')`),
  see('target_split', 'programme', IN_PROGRAMME),
  add('target_split', 'house', DUTY_SUPERVISOR),
  change('target_split', 'house', DUTY_SUPERVISOR),
  remove('target_split', 'house', DUTY_SUPERVISOR),
];

const records: Policy[] = [
  see('batch', 'house', REGULATOR_ORGANISATION),
  see('batch', 'plan_house', `(${PLAN_HOUSE} and submitted_at is not null)`),
  add('batch', 'house', `(${OFFICER} and status = 'draft')`),
  change('batch', 'house', OFFICER),
  change('batch', 'plan_house', `(${PLAN_HOUSE} and submitted_at is not null)`),
  remove('batch', 'house', `(${OFFICER} and status = 'draft' and submitted_at is null)`),
  see('batch_line', 'house', REGULATOR_ORGANISATION),
  // What is being mended after a return is the reporting house's own again, until it submits; withdrawn before it did,
  // it stays so.
  see(
    'batch_line',
    'plan_house',
    `(${kind('regulator')} and ${REVIEWED_BATCH(
      'batch_line',
      `not in ('draft', 'returned')
    and not (b.status = 'withdrawn' and b.returned_at is not null and b.returned_at >= b.submitted_at)`,
    )})`,
  ),
  add('batch_line', 'house', OFFICER),
  change('batch_line', 'house', OFFICER),
  remove('batch_line', 'house', OFFICER),
  see('entry', 'regulator', REGULATOR),
  add('entry', 'plan_house', `(${PLAN_HOUSE} and ${DUTY})`),
  change('entry', 'plan_house', `(${PLAN_HOUSE} and ${DUTY})`),
  see('entry_term', 'regulator', REGULATOR),
  add('entry_term', 'plan_house', REGULATOR),
  remove('entry_term', 'plan_house', REGULATOR),
  // Who reports to a plan's house and the house know each other by name.
  see(
    'organisation',
    'plan_house',
    `(${kind('regulator')} and kind = 'regulator' and (exists (select 1 from plan p where p.organisation_id = organisation.id)
      or exists (select 1 from batch b where b.organisation_id = organisation.id)))`,
  ),

  see('designation', 'member', MEMBER),
  see('designation', 'consultant', CLIENT),
  see('designation', 'regulator', REGULATOR),
  add('designation', 'regulator', `(${REGULATOR} and ${role('supervisor')})`),
  change('designation', 'regulator', `(${REGULATOR} and ${role('supervisor')})`),

  see('bulletin', 'house', REGULATOR_ORGANISATION),
  add('bulletin', 'house', `(${DUTY_SUPERVISOR} and state = 'draft')`),
  change('bulletin', 'house', DUTY_SUPERVISOR),
  remove('bulletin', 'house', `(${DUTY_SUPERVISOR} and state = 'draft')`),
];

/** Policies of the first release, in the order of its migration. */
export const FOUNDATION_POLICIES: readonly Policy[] = [
  ...reference,
  ...accounts,
  ...organisations,
  ...filings,
  ...register,
  ...notices,
  ...journals,
];

/** What a consultant may do about a client's filings. */
export const CONSULTANT_FILING_POLICIES: readonly Policy[] = filings.filter(
  ({ name }) => name === 'consultant',
);

/** Policies of maturity assessments, in the order of their migration. */
export const ASSESSMENT_POLICIES: readonly Policy[] = [...models, ...assessments, ...maturityRecords];

/** Policies of plans and targets, in the order of their migration. */
export const TARGET_POLICIES: readonly Policy[] = [...threads, ...plans, ...records];

/** Maintained counts: an office reads those of its duty, and of rosters its own; triggers alone write them. */
export const SUMMARY_POLICIES: readonly Policy[] = [
  see('filing_tally', 'regulator', REGULATOR),
  see('roster_tally', 'regulator', `(${DUTY} and ${OWN})`),
];

/** Days of plans, kept by a trigger: an office adds up those of its duty. */
export const COUNT_POLICIES: readonly Policy[] = [see('target_tally', 'regulator', REGULATOR)];

/** On the installer's command all sessions end at once; it sees none of them. */
export const SESSION_END_POLICIES: readonly Policy[] = [remove('session', 'install', INSTALL)];

/** Policies that a later migration dropped. */
export const REPLACED_POLICIES: readonly Policy[] = threadsOfFirstRelease;

/** Every policy in force. The migrations create them; the isolation tests drop each in turn. */
export const POLICIES: readonly Policy[] = [
  ...FOUNDATION_POLICIES.filter((policy) => !REPLACED_POLICIES.includes(policy)),
  ...ASSESSMENT_POLICIES,
  ...TARGET_POLICIES,
  ...SUMMARY_POLICIES,
  ...COUNT_POLICIES,
  ...SESSION_END_POLICIES,
];

/** Policies in force that look at an office's duty. */
export const DUTY_POLICIES: readonly Policy[] = POLICIES.filter(({ using = '', check = '' }) =>
  `${using} ${check}`.includes(DUTY),
);

/** The tables that policies speak of, each once. */
export function tablesOf(policies: readonly Policy[]): readonly string[] {
  return [...new Set(policies.map((policy) => policy.table))];
}

/** Every table under forced row-level security. `rate_limit` holds counters only and has none. */
export const PROTECTED_TABLES: readonly string[] = [...tablesOf(POLICIES), 'serial_counter'];

/** The grants of a table to the app's role: the commands that some policy serves. */
export function appGrantSql(table: string): string {
  const commands = new Set(POLICIES.filter((policy) => policy.table === table).map(({ command }) => command));
  return commands.size === 0 ? '' : `grant ${[...commands].join(', ')} on ${table} to shuheng_app;`;
}

const conditionsSql = ({ using, check }: Policy) =>
  `${using ? ` using (${using})` : ''}${check ? ` with check (${check})` : ''}`;

/** The statement that creates a policy. */
export function createPolicySql(policy: Policy): string {
  return `create policy ${policy.table}_${policy.command}_${policy.name} on ${policy.table} as permissive for ${policy.command} to shuheng_app${conditionsSql(policy)}`;
}

/** The statement that gives a policy which stands already the conditions it has here. */
export function alterPolicySql(policy: Policy): string {
  return `alter policy ${policy.table}_${policy.command}_${policy.name} on ${policy.table}${conditionsSql(policy)}`;
}

/** The statement that drops a policy. */
export function dropPolicySql(policy: Policy): string {
  return `drop policy ${policy.table}_${policy.command}_${policy.name} on ${policy.table}`;
}
