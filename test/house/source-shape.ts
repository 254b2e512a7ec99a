import ts from 'typescript';

/** What a source file shows to the rules about feature folders. */
export type SourceShape = {
  /** Names of exported functions; types and constants are not counted. */
  readonly functions: readonly string[];
  /** Imports that exist at run time. */
  readonly imports: readonly { readonly module: string; readonly names: readonly string[] }[];
  /** Uses of the clock, chance, timers, network or process, and variables that outlive a call. */
  readonly impurities: readonly { readonly line: number; readonly what: string }[];
};

/** Reads the shape of a TypeScript text by its syntax tree; nothing is run. */
export function readShape(text: string): SourceShape {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ESNext, true);
  return {
    functions: source.statements.flatMap((statement) => exportedFunctions(statement)),
    imports: collect(source, (node) => runtimeImport(node)),
    impurities: collect(source, (node) => {
      const what = impurityOf(node);
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      return what === undefined ? undefined : { line: line + 1, what };
    }),
  };
}

function collect<Found>(
  source: ts.SourceFile,
  find: (node: ts.Node) => Found | undefined,
): readonly Found[] {
  const all: Found[] = [];
  const visit = (node: ts.Node): void => {
    const found = find(node);
    if (found !== undefined) all.push(found);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return all;
}

function exportedFunctions(statement: ts.Statement): readonly string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return [];
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ''];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations
    .filter(
      ({ initializer }) =>
        initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
    .map(({ name }) => name.getText());
}

function runtimeImport(node: ts.Node): SourceShape['imports'][number] | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return { module: textOf(node.arguments[0]), names: ['*'] };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause);
    const names = named ? valueNames(node.exportClause.elements) : ['*'];
    return names.length > 0 ? { module: textOf(node.moduleSpecifier), names } : undefined;
  }
  if (!ts.isImportDeclaration(node)) return undefined;
  const { importClause: clause, moduleSpecifier } = node;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
  const bindings = clause?.namedBindings;
  const names = [
    ...(clause?.name || !clause ? ['default'] : []),
    ...(bindings && ts.isNamedImports(bindings) ? valueNames(bindings.elements) : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
  ];
  return names.length > 0 ? { module: textOf(moduleSpecifier), names } : undefined;
}

function valueNames(
  elements: ts.NodeArray<ts.ImportSpecifier> | ts.NodeArray<ts.ExportSpecifier>,
): readonly string[] {
  return [...elements]
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ propertyName, name }) => (propertyName ?? name).text);
}

function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : '';
}

const impureGlobals = new Set([
  ...['console', 'crypto', 'fetch', 'globalThis', 'performance', 'process', 'require'],
  ...['queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout', 'Temporal', 'WebSocket'],
]);

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    return text === 'Date.now' || text === 'Math.random' ? text : undefined;
  }
  if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isDateOfNow(node)) return 'Date()';
  if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent)) {
    const isConstant = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
    return isConstant ? undefined : 'a variable of the module';
  }
  return ts.isIdentifier(node) && impureGlobals.has(node.text) && isUse(node)
    ? node.text
    : undefined;
}

/** `new Date()` and `Date()` read the clock; `new Date(at)` does not. */
function isDateOfNow(node: ts.NewExpression | ts.CallExpression): boolean {
  const isDate = node.expression.getText() === 'Date';
  return isDate && (ts.isCallExpression(node) || (node.arguments ?? []).length === 0);
}

/** False where the identifier only names a property, a parameter or an import of the file's own. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent)
  );
}
