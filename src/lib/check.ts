/** Where a finding is shown, in this order: from the PBX outwards. */
export const checkGroups = ['asterisk', 'ari', 'phones', 'telegram', 'inbox', 'server'] as const;

export type CheckGroup = (typeof checkGroups)[number];

/** `unknown`: it could not be found out, and `code` says why. */
export type FindingLevel = 'good' | 'warning' | 'bad' | 'unknown';

/** The changes that the doctor can propose. */
export const fixNames = [
  'ariFile',
  'envPair',
  'ariReload',
  'ariOrigins',
  'ariRecommended',
  'httpFile',
  'httpBind',
  'pjsipReload',
] as const;

export type FixName = (typeof fixNames)[number];

/** What mends it: a change that the doctor proposes, by name, or a standing button of another feature. */
export type Remedy =
  | { readonly type: 'change'; readonly fix: FixName }
  | {
      readonly type: 'action';
      readonly action: string;
      /** As the button takes them. */
      readonly args: Readonly<Record<string, string | number | boolean>>;
    };

/**
 * One thing that a check found. `code` is a Fluent key in the words of the room that checks, `args`
 * are its values: never a secret. An `of` among them is a key too, and reaches the words as `what`.
 */
export type Finding = {
  readonly level: FindingLevel;
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  /** The best first. */
  readonly remedies: readonly Remedy[];
};

/** One question about the installation. It changes nothing. */
export type Check = {
  /** Its name for people is the Fluent key `check-<id>`. */
  readonly id: string;
  readonly group: CheckGroup;
  /**
   * Ids of checks earlier in the list: while one of them is in trouble, this one could only repeat it
   * in other words, so it is passed over.
   */
  readonly needs?: readonly string[];
  /** Nothing found is good. */
  readonly run: () => Promise<readonly Finding[]>;
};

export type CheckResult = { readonly id: string; readonly group: CheckGroup } & (
  | { readonly type: 'checked'; readonly findings: readonly Finding[] }
  /** `because`: the id of the check whose trouble stands behind it. */
  | { readonly type: 'passedOver'; readonly because: string }
);

/** Whether all is well, as far as this check can tell. */
export function isInOrder(result: CheckResult): boolean {
  return result.type === 'checked' && result.findings.every(({ level }) => level === 'good');
}

/** Whether something must be done: warnings and what could not be found out are not that. */
export function isBad(result: CheckResult): boolean {
  return result.type === 'checked' && result.findings.some(({ level }) => level === 'bad');
}
