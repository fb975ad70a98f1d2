/** Layer direction (docs/architecture.md): who may import whom. */
const room = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    room(
      'domain-is-pure',
      '^app/domain/',
      '^(assessments|db|seeds|entry)/|^app/(?!domain/)',
      'domain imports zod and itself',
    ),
    {
      name: 'domain-only-zod',
      severity: 'error',
      from: { path: '^app/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod' },
    },
    room(
      'assessments-are-data',
      '^assessments/',
      '^(db|seeds|entry)/|^app/(?!domain/)',
      'models know the domain and themselves',
    ),
    room(
      'i18n-alone',
      '^app/i18n/',
      '^(assessments|db|seeds|entry)/|^app/(?!i18n/|domain/)',
      'words know types only',
    ),
    room(
      'db-knows-types',
      '^db/',
      '^(assessments|seeds|entry)/|^app/(?!domain/)',
      'db imports domain types and itself',
    ),
    room(
      'adapters-outside',
      '^app/adapters/',
      '^(assessments|db|seeds|entry)/|^app/(?!domain/|adapters/)',
      'an adapter knows its port',
    ),
    {
      name: 'adapters-not-each-other',
      severity: 'error',
      from: { path: '^app/adapters/([^/]+)/' },
      to: { path: '^app/adapters/', pathNot: '^app/adapters/$1/' },
    },
    room(
      'services-inward',
      '^app/services/',
      '^(seeds|entry)/|^app/(http|routes|components)/',
      'a service never sees a request',
    ),
    {
      name: 'services-adapters-as-types',
      severity: 'error',
      from: { path: '^app/services/' },
      to: { path: '^app/adapters/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-not-each-other',
      severity: 'error',
      comment: 'shared steps live beside the services in app/services/<noun>/*.step.server.ts',
      from: { path: '^app/services/([^/]+)/' },
      to: {
        path: '^app/services/',
        pathNot: '^app/services/$1/|\\.step\\.server\\.ts$|^app/services/ports\\.ts$',
      },
    },
    {
      name: 'http-no-services',
      severity: 'error',
      comment: 'http is under the routes; it knows the shapes of ports and views, not their code',
      from: { path: '^app/http/' },
      to: {
        path: '^(assessments|seeds|entry)/|^app/(services|routes|adapters|components)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    room(
      'components-draw',
      '^app/components/',
      '^(assessments|db|seeds|entry)/|^app/(services|adapters|routes|http)/',
      'components draw',
    ),
    {
      name: 'routes-read-only',
      severity: 'error',
      comment: 'every write goes through one intent',
      from: { path: '^app/routes/' },
      to: {
        path: '^db/(queries/.*\\.write\\.ts|client|migrations)|^(seeds|entry)/|^app/adapters/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'lucia-behind-one-door',
      severity: 'error',
      from: { path: '.', pathNot: '^app/http/session\\.server\\.ts$' },
      to: { path: 'node_modules/lucia' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
