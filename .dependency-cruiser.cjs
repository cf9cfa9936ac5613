/** Who may import whom. A room is a folder of src; `workers` and `tests` are rooms of their own. */
const room = (name) => `^src/${name}/`;
const only = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: room(name), pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(src|workers|tests)/',
    pathNot: [name, ...allowed].map((each) => (each.startsWith('^') ? each : room(each))),
  },
});

const MODEL_SPEC = '^src/fusion/model-(spec|shapes)\\.ts$';
const PROTOCOL = '^workers/protocol\\.ts$';

/** A registered folder (one format, representation, strategy or plot) never imports a sibling. */
const isolated = (name) => ({
  name: `${name}-registrants-are-islands`,
  severity: 'error',
  from: { path: `^src/${name}/([^/]+)/` },
  to: { path: `^src/${name}/([^/]+)/`, pathNot: `^src/${name}/$1/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-imports-no-package',
      severity: 'error',
      from: { path: room('domain'), pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules' },
    },
    only('domain', []),
    only('signals', ['domain']),
    only('formats', ['domain', 'signals']),
    only('representations', ['domain', 'signals']),
    only('datasets', ['domain', 'signals']),
    only('evaluation', ['domain', 'signals']),
    only('cohort', ['domain', 'signals']),
    only('fusion', ['domain', 'signals']),
    only('engine', ['domain', MODEL_SPEC]),
    only('study', ['domain', 'signals', 'representations', 'datasets', 'fusion', 'engine', 'evaluation']),
    only('plots', ['domain', 'evaluation']),
    only('lab', ['domain', 'datasets', 'evaluation', 'fusion', 'representations', PROTOCOL]),
    only('ui', ['domain', 'datasets', 'evaluation', 'fusion', 'representations', 'plots', 'lab']),
    {
      name: 'workers-know-no-page',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^src/(ui|plots|lab|app)/' },
    },
    {
      name: 'headless-knows-no-page',
      severity: 'error',
      from: { path: room('headless') },
      to: { path: '^src/(ui|plots|lab|app)/' },
    },
    {
      name: 'only-the-engine-imports-tfjs',
      severity: 'error',
      // Tests of other rooms may count tensors.
      from: { pathNot: ['^src/engine/', '^tests/', '\\.test\\.ts$'] },
      to: { path: 'node_modules/@tensorflow' },
    },
    {
      name: 'source-imports-no-test',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tests/' },
    },
    ...['formats', 'representations', 'fusion', 'plots'].map(isolated),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
