// The walls of the house; src/README.md tells them in words and test/house proves that each one holds.
// Paths begin at the main folder. `$1` in `to` is what the first bracket of `from` matched.

const features = '^src/features/';
const adapters = ['asterisk', 'telegram', 'meta', 'http', 'files', 'storage', 'systemd'];

/** Where a library may be imported. One library, one room: replacing it then changes one room. */
const rooms = {
  '@grammyjs/conversations': ['telegram/', 'features/[^/]+/on-telegram[a-z-]*\\.ts$'],
  '@grammyjs/i18n': ['telegram/', 'features/[^/]+/on-telegram[a-z-]*\\.ts$'],
  grammy: ['telegram/', 'features/[^/]+/on-telegram[a-z-]*\\.ts$'],
  fastify: ['http/', 'features/[^/]+/on-http[a-z-]*\\.ts$', 'sandbox/'],
  'better-sqlite3': ['storage/', '(change|telephony|features/[^/]+)/store\\.ts$'],
  kysely: ['storage/', '(change|telephony|features/[^/]+)/store\\.ts$'],
  'ari-client': ['asterisk/ari-(rest|transport|client\\.d)\\.ts$'],
  ws: ['asterisk/ari-socket\\.ts$', 'sandbox/'],
  execa: ['asterisk/cli\\.ts$', 'systemd/journal\\.ts$', 'change/[a-z-]*process[a-z-]*\\.ts$'],
  undici: ['(asterisk|telegram|meta)/'],
  dotenv: ['config[a-z-]*\\.ts$', 'files/'],
  ini: ['config[a-z-]*\\.ts$', 'files/'],
  diff: ['change/line-diff\\.ts$'],
  qrcode: ['features/phone-card/'],
  '@resvg/resvg-js': ['features/report/make-picture\\.ts$'],
  'dejavu-fonts-ttf': ['features/report/make-picture\\.ts$'],
  'csv-parse': ['features/extension-csv/'],
  'csv-stringify': ['features/extension-csv/'],
  pino: ['lib/log\\.ts$'],
  nanoid: [''],
  zod: [''],
};

const installed = (names) => `node_modules/(?:@types/)?(?:${names.join('|')})/`;

/** A wall: modules at `from` do not import modules at `to`, apart from the ones named in `unless`. */
const wall = (name, from, to, unless = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...(unless.from && { pathNot: unless.from }) },
  to: { path: to, ...(unless.to && { pathNot: unless.to }) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-unresolved-import',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-library',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '/@types/' },
    },

    // main → app → features → pbx → change → adapters → lib
    wall('nobody-imports-main', '', '^src/main\\.ts$'),
    wall('only-main-and-sandbox-import-app', '', '^src/app\\.ts$', {
      from: '^src/(main|sandbox/start-sandbox)\\.ts$',
    }),
    wall('rooms-know-no-root-file', '^src/[^/]+/', '^src/[^/]+\\.ts$', {
      from: '^src/sandbox/start-sandbox\\.ts$',
    }),
    wall('features-never-meet', `${features}([^/]+)/`, features, { to: `${features}$1/` }),
    wall('feature-front-door', '', `${features}[^/]+/`, {
      from: features,
      to: `${features}[^/]+/index\\.ts$`,
    }),
    wall('change-knows-no-feature', '^src/change/', features),
    wall('pbx-knows-no-feature', '^src/pbx/', features),
    wall('only-what-is-above-imports-pbx', '', '^src/pbx/', {
      from: '^src/(pbx/|features/|checks/|wire-[a-z]+\\.ts$|core\\.ts$)',
    }),
    wall('telephony-knows-only-adapters', '^src/telephony/', '^src/', {
      to: '^src/(telephony|asterisk|storage|lib)/',
    }),
    wall('only-what-is-above-imports-telephony', '', '^src/telephony/', {
      from: '^src/(telephony/|features/|wire-[a-z]+\\.ts$|core\\.ts$)',
    }),
    wall('checks-know-no-feature', '^src/checks/', features),
    wall('nobody-below-imports-checks', '', '^src/checks/', {
      from: '^src/(checks/|features/|[^/]+\\.ts$)',
    }),
    ...adapters.map((adapter) =>
      wall(`${adapter}-imports-only-lib`, `^src/${adapter}/`, '^src/', {
        to: `^src/(${adapter}|lib)/`,
      }),
    ),
    wall('lib-imports-only-lib', '^src/lib/', '^src/', { to: '^src/lib/' }),
    wall('config-imports-only-lib', '^src/config[a-z-]*\\.ts$', '^src/', {
      to: '^src/(lib/|config[a-z-]*\\.ts$)',
    }),

    wall('sandbox-stands-alone', '', '^src/sandbox/', { from: '^src/(main\\.ts$|sandbox/)' }),
    wall('sandbox-imports-only-files-and-lib', '^src/sandbox/', '^src/', {
      from: '^src/sandbox/start-sandbox\\.ts$',
      to: '^src/(sandbox|files|lib)/',
    }),
    wall('sandbox-starts-the-app-as-main-does', '^src/sandbox/start-sandbox\\.ts$', '^src/', {
      to: '^src/((sandbox|files|lib)/|(app|config)\\.ts$)',
    }),
    {
      name: 'sandbox-loads-only-when-wanted',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/sandbox/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },

    // One library, one room
    ...Object.entries(rooms).map(([library, places]) =>
      wall(`one-room-for-${library}`, '', installed([library]), {
        from: places.map((place) => `^src/${place}`),
      }),
    ),
    wall('every-library-has-a-room', '^src/', 'node_modules/', {
      to: [installed(Object.keys(rooms)), 'node_modules/@types/node/'],
    }),
    {
      name: 'one-room-for-processes',
      severity: 'error',
      // execa cannot tie a child's life to ours, and the sandbox's Asterisk must die with us.
      from: { pathNot: '^src/sandbox/asterisk/process[.]ts$' },
      to: { path: '^(node:)?child_process$', dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
