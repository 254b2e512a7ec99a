import tseslint from 'typescript-eslint';

const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a literal union.' };

const noShell = [
  {
    selector: "Property[key.name='shell']:not([value.value=false])",
    message: 'No shell: give the program and its words.',
  },
  {
    selector: 'CallExpression[callee.name=/^(exec|execSync|execaCommand|execaCommandSync)$/]',
    message: 'No command lines: give the program and its words.',
  },
  {
    selector:
      'CallExpression[callee.object.name=/^(cp|childProcess|child_process)$/][callee.property.name=/^(exec|execSync)$/]',
    message: 'No command lines: give the program and its words.',
  },
];

// A command for Asterisk's console is one of the fixed ones of src/asterisk/cli.ts: a text put
// together from outside would be read by a command line of its own.
const noComposedCommand = [
  {
    selector: ":matches(ArrayExpression, CallExpression) > Literal[value='-rx'] ~ TemplateLiteral",
    message: "Commands for Asterisk's console are fixed texts of src/asterisk/cli.ts.",
  },
  {
    selector:
      ":matches(ArrayExpression, CallExpression) > Literal[value='-rx'] ~ BinaryExpression[operator='+']",
    message: "Commands for Asterisk's console are fixed texts of src/asterisk/cli.ts.",
  },
  {
    selector: 'TemplateLiteral[expressions.length>0] > TemplateElement[value.raw=/-rx\\b/]',
    message: "Commands for Asterisk's console are fixed texts of src/asterisk/cli.ts.",
  },
];

const noProcessEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/main.ts and src/doctor.ts read the environment, through loadConfig.',
};

const syntax = (...rules) => ({ 'no-restricted-syntax': ['error', noEnum, ...noShell, ...rules] });

export default tseslint.config(
  { ignores: ['node_modules', 'var', '.cache', 'test/fixtures'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '.*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      // [...text] gives code points, and that is what it is used for.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      ...syntax(...noComposedCommand),
      'no-restricted-imports': [
        'error',
        {
          paths: ['child_process', 'node:child_process'].map((name) => ({
            name,
            importNames: ['exec', 'execSync'],
            message: 'No command lines: give the program and its words.',
          })),
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/**'], rules: syntax(...noComposedCommand, noProcessEnv) },
  { files: ['src/main.ts', 'src/doctor.ts'], rules: syntax(...noComposedCommand) },
  { files: ['src/asterisk/cli.ts'], rules: syntax(noProcessEnv) },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  // The page of the sandbox runs in the browser as it is written; no project of TypeScript has it.
  {
    files: ['src/sandbox/page/**/*.js'],
    languageOptions: { parserOptions: { projectService: false } },
  },
  { files: ['scripts/**', 'test/torture/**', 'test/house/**'], rules: { 'no-console': 'off' } },
);
