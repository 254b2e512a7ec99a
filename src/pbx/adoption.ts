import { decodeConfText, encodeConfText, type ConfDocument } from '../files/conf-document.ts';
import { foldName } from '../files/conf-section.ts';
import { findRemovable, type RemovableSection } from '../files/conf-section-removal.ts';
import type { ConfObject } from '../files/conf-tree.ts';
import { isSipUri, listOf, namesIn, settingOf } from '../files/preflight-finding.ts';
import { adoptedSections, type AdoptionSite, type Mend } from './adopted-sections.ts';
import { authIdOf, nameOf, type SectionText } from './extension.ts';
import { handWrittenOf, placeOf, type HandWritten } from './hand-written.ts';
import type { Pbx } from './pbx.ts';

/** An extension that can move into our file. */
export type Adoptable = {
  readonly number: string;
  readonly name: string;
  readonly sections: readonly SectionText[];
  readonly mends: readonly Mend[];
  /** What leaves the other files. */
  readonly leaving: readonly { readonly file: string; readonly section: RemovableSection }[];
};

/** Why one cannot: `adoption-not-<because>` in the words of the feature. */
export type NotAdoptable = {
  readonly number: string;
  readonly because:
    | 'trunk'
    | 'wizard'
    | 'twice'
    | 'many'
    | 'open'
    | 'shared'
    | 'address'
    | 'named'
    | 'taken'
    | 'clever'
    | 'used'
    | 'unwritable';
};

export type Adoption = {
  readonly adoptable: readonly Adoptable[];
  readonly refused: readonly NotAdoptable[];
};

/**
 * Which hand-written extensions can move into our file, and how. `documents` are all files of the
 * tree, by path. Only those of `wanted` are looked at.
 */
export function planAdoption(
  pbx: Pbx,
  documents: ReadonlyMap<string, ConfDocument>,
  {
    wanted,
    version,
    policy,
  }: Pick<AdoptionSite, 'version' | 'policy'> & { readonly wanted: (number: string) => boolean },
): Adoption {
  const ids = (type: string) =>
    new Set(pbx.tree.objects.filter((object) => object.type === type).map(({ id }) => id));
  const looking: Looking = {
    site: { version, policy, transports: ids('transport') },
    counts: countObjects(pbx.tree.objects),
    uses: countUses(pbx.tree.objects),
    documents,
  };
  const judged = [...handWrittenOf(pbx).values()]
    .filter(({ number }) => wanted(number))
    .map((written) => judge(written, looking));
  const refused = judged.filter((one) => 'because' in one);
  return refuseUsed(
    judged.filter((one) => 'sections' in one),
    refused,
    usesOfSections(documents),
  );
}

type Looking = {
  readonly site: AdoptionSite;
  /** How often `type id` stands in the files, and how often others name it. */
  readonly counts: ReadonlyMap<string, number>;
  readonly uses: ReadonlyMap<string, number>;
  readonly documents: ReadonlyMap<string, ConfDocument>;
};

function judge(written: HandWritten, looking: Looking): Adoptable | NotAdoptable {
  const { number, endpoint, auths, aors } = written;
  const because = whyNot(written, looking);
  if (because !== undefined) return { number, because };
  const [auth] = auths;
  if (!auth) return { number, because: 'open' };
  const objects = [endpoint, auth, ...aors];
  const leaving = objects.flatMap(({ id, file, line }) => {
    const document = looking.documents.get(file);
    const section = document && findRemovable(document, line);
    return section?.name === id ? [{ file, section }] : [];
  });
  if (leaving.length < objects.length) return { number, because: 'clever' };
  const adopted = adoptedSections(written, auth, looking.site);
  if (!adopted) return { number, because: 'unwritable' };
  return {
    number,
    name: nameOf(decodeConfText(settingOf(endpoint, 'callerid') ?? '')),
    sections: adopted.sections.map((section, index) =>
      withComment(section, leaving[index]?.section),
    ),
    mends: adopted.mends,
    leaving,
  };
}

function whyNot(
  written: HandWritten,
  { counts, uses }: Looking,
): NotAdoptable['because'] | undefined {
  const { number, endpoint, auths, aors, authNames, aorNames } = written;
  if (written.isWizard) return 'wizard';
  if (written.isTrunk) return 'trunk';
  const parts = [endpoint, ...auths, ...aors];
  if (parts.some((part) => (counts.get(keyOf(part.type, part.id)) ?? 0) > 1)) return 'twice';
  if (authNames.length > 1 || aorNames.length > 1) return 'many';
  const secrets = ['password', 'md5_cred', 'password_digest'];
  if (!auths.some((auth) => secrets.some((key) => settingOf(auth, key)))) return 'open';
  const isShared = ({ type, id }: ConfObject, own: readonly string[]) =>
    (uses.get(keyOf(type, id)) ?? 0) > (own.includes(id) ? 1 : 0);
  if (auths.some((one) => isShared(one, authNames))) return 'shared';
  if (aors.some((one) => isShared(one, aorNames))) return 'shared';
  if (aors.some((aor) => listOf(aor, 'contact').some(isSipUri))) return 'address';
  const isFoundByAuth = /auth_username/i.test(settingOf(endpoint, 'identify_by') ?? '');
  if (isFoundByAuth && !aorNames.includes(number)) return 'named';
  const isTaken = (type: string, id: string, own: readonly ConfObject[]) =>
    counts.has(keyOf(type, id)) && !own.some((object) => object.id === id);
  if (isTaken('auth', authIdOf(number), auths) || isTaken('aor', number, aors)) return 'taken';
  return undefined;
}

function withComment(section: SectionText, leaving: RemovableSection | undefined): SectionText {
  const comments = leaving?.comments ?? [];
  if (comments.length === 0) return section;
  const readable = comments.map((line) => readableComment(line).replaceAll(/\p{Cc}/gu, ' '));
  return { ...section, comment: readable.join('\n') };
}

/** What is no UTF-8 was written on a Windows of ours: Cyrillic in its old encoding. */
function readableComment(line: string): string {
  const text = decodeConfText(line);
  if (encodeConfText(text) === line) return text;
  return new TextDecoder('windows-1251').decode(Buffer.from(line, 'latin1'));
}

function countObjects(objects: readonly ConfObject[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type, id } of objects) count(counts, keyOf(type, id));
  return counts;
}

function countUses(objects: readonly ConfObject[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const object of objects) {
    for (const id of [...namesIn(object, 'auth'), ...namesIn(object, 'outbound_auth')]) {
      count(uses, keyOf('auth', id));
    }
    for (const id of namesIn(object, 'aors')) count(uses, keyOf('aor', id));
  }
  return uses;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

type Use = { readonly place: string; readonly name: string };

/** Every header that inherits from a section or adds to it. */
function usesOfSections(documents: ReadonlyMap<string, ConfDocument>): readonly Use[] {
  return [...documents].flatMap(([file, { lines }]) =>
    lines.flatMap(({ statement }, index) => {
      if (statement?.type !== 'section' || statement.options.length === 0) return [];
      const place = placeOf(file, index + 1);
      return statement.options.flatMap((option): readonly Use[] => {
        if (option === '!') return [];
        const name = option.startsWith('+') ? statement.name : option;
        return [{ place, name: foldName(name) }];
      });
    }),
  );
}

/** One that another section builds on stays, unless that one moves as well. */
function refuseUsed(
  adoptable: readonly Adoptable[],
  refused: readonly NotAdoptable[],
  uses: readonly Use[],
): Adoption {
  if (uses.length === 0) return { adoptable, refused };
  const moving = new Set(
    adoptable.flatMap(({ leaving }) =>
      leaving.map(({ file, section }) => placeOf(file, section.line)),
    ),
  );
  const held = new Set(uses.filter(({ place }) => !moving.has(place)).map(({ name }) => name));
  const isHeld = ({ leaving }: Adoptable) =>
    leaving.some(({ section }) => held.has(foldName(section.name)));
  const stays = adoptable.filter(isHeld);
  if (stays.length === 0) return { adoptable, refused };
  return refuseUsed(
    adoptable.filter((one) => !isHeld(one)),
    [...refused, ...stays.map(({ number }) => ({ number, because: 'used' as const }))],
    uses,
  );
}
