import { z } from 'zod';
import { cleanLine } from '../../lib/html.ts';
import { defaultLocale, locales, type Locale } from '../../lib/locale.ts';
import type { Stranger, TelegramDoor, Visit } from '../../telegram/door.ts';
import { acceptInvite } from './accept-invite.ts';
import { claimOwner } from './claim-owner.ts';
import type { AccessDeps } from './access-deps.ts';
import { helpText } from './help-text.ts';
import { auditDoor } from './on-telegram-audit.ts';
import { peopleDoor } from './on-telegram-people.ts';

const localeArgs = z.object({ locale: z.enum(locales) });

const languageNames: Readonly<Record<Locale, string>> = {
  uz: '🇺🇿 Oʻzbekcha',
  ru: '🇷🇺 Русский',
  en: '🇬🇧 English',
};

/** Joining by deep link, `/start`, `/help`, `/language`, `/people`, `/audit`. */
export function accessOnTelegram(deps: AccessDeps): TelegramDoor {
  const people = peopleDoor(deps);
  const audit = auditDoor(deps);
  const welcome = (visit: Visit) => visit.show({ text: welcomeText(deps, visit) });
  return {
    start: (visitor) => enter(deps, visitor),
    commands: [
      {
        command: 'start',
        minimumRole: 'operator',
        descriptionKey: 'access-command-start',
        where: 'private',
        handle: welcome,
      },
      {
        command: 'help',
        minimumRole: 'operator',
        descriptionKey: 'access-command-help',
        where: 'private',
        handle: welcome,
      },
      ...people.commands,
      ...audit.commands,
      {
        command: 'language',
        minimumRole: 'operator',
        descriptionKey: 'access-command-language',
        where: 'private',
        handle: showLanguages,
      },
    ],
    buttons: {
      ...people.buttons,
      ...audit.buttons,
      'access.language': {
        minimumRole: 'operator',
        handle: (visit, args) => setLanguage(deps, visit, localeArgs.parse(args).locale),
      },
    },
    flows: {},
  };
}

function welcomeText({ listCommands }: AccessDeps, { words, member }: Visit): string {
  const hello = words('access-welcome', {
    name: member.name,
    role: { html: words(`access-role-${member.role}`) },
  });
  return `${hello}\n\n${helpText(words, member.role, listCommands())}`;
}

async function enter(deps: AccessDeps, visitor: Stranger): Promise<boolean> {
  const [, kind, token] = /^(claim|inv)_([A-Za-z0-9_-]+)$/.exec(visitor.parameter) ?? [];
  if (kind === undefined || token === undefined) return false;
  const joiner = {
    telegramId: visitor.telegramId,
    name: cleanLine(visitor.name, 40) || String(visitor.telegramId),
    locale: locales.find((locale) => locale === visitor.languageCode) ?? defaultLocale,
  };
  const { words } = visitor;
  if (kind === 'claim') {
    const outcome = await claimOwner(deps, joiner, token);
    if (outcome === 'claimed') await deps.refreshMenu(joiner.telegramId);
    // An owner who opens the link again is told that they are in, not to ask themselves.
    const isIn = outcome === 'notOpen' && (await deps.people.byTelegramId(joiner.telegramId));
    const key = isIn ? 'access-invite-alreadyIn' : `access-claim-${outcome}`;
    await visitor.send({ text: words(key, { name: joiner.name }) });
    return true;
  }
  const accepted = await acceptInvite(deps, joiner, token);
  if (accepted.type === 'joined') {
    await deps.refreshMenu(joiner.telegramId);
    await visitor.send({
      text: words('access-invite-joined', {
        name: accepted.person.name,
        role: { html: words(`access-role-${accepted.person.role}`) },
      }),
    });
  } else {
    await visitor.send({ text: words(`access-invite-${accepted.type}`) });
  }
  return true;
}

async function showLanguages(visit: Visit): Promise<void> {
  await visit.show({
    text: visit.words('access-ask-language'),
    buttons: locales.map((locale) => [
      {
        label: `${locale === visit.member.locale ? '✓ ' : ''}${languageNames[locale]}`,
        action: 'access.language',
        args: { locale },
      },
    ]),
  });
}

async function setLanguage(deps: AccessDeps, visit: Visit, locale: Locale): Promise<void> {
  const person = await deps.people.byTelegramId(visit.member.telegramId);
  if (!person) return;
  await deps.people.setLocale(person.personId, locale);
  await deps.refreshMenu(visit.member.telegramId);
  await deps.audit.record({
    telegramId: visit.member.telegramId,
    action: 'access.language',
    details: { locale },
    outcome: 'done',
  });
  await visit.show({ text: languageSet[locale] });
}

/** In the language just chosen, which this visit does not speak yet. */
const languageSet: Readonly<Record<Locale, string>> = {
  uz: '✅ Endi oʻzbekcha gaplashamiz.',
  ru: '✅ Теперь говорим по-русски.',
  en: '✅ We speak English now.',
};
