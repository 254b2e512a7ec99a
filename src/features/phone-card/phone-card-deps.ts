import type { AriRest } from '../../asterisk/ari-rest.ts';
import type { AsteriskCli } from '../../asterisk/cli.ts';
import type { AsteriskLog } from '../../asterisk/log-file.ts';
import type { SipPlace } from '../../asterisk/sip-probe.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Locale } from '../../lib/locale.ts';
import type { Log } from '../../lib/log.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';
import type { Chat } from '../../telegram/chat.ts';
import type { Words } from '../../telegram/door.ts';
import type { Vanishing } from '../../telegram/vanishing.ts';
import type { Links } from './open-links.ts';
import type { PhoneCardStore } from './store.ts';

export type PhoneServer = {
  readonly server: string;
  readonly domain: string;
  readonly port: number;
};

/** Everything this feature works with. */
export type PhoneCardDeps = {
  readonly phone: PhoneServer;
  readonly publicUrl: string | undefined;
  readonly folder: PbxFolder;
  /** The sandbox's own: no phone can register there. */
  readonly isPbxEmulated: boolean;
  readonly ari: Pick<AriRest, 'ping' | 'getEndpoint'>;
  readonly cli: Pick<AsteriskCli, 'showContacts'>;
  readonly asteriskLog: AsteriskLog;
  /** Whether anybody who speaks SIP answers there. */
  readonly answersSip: (place: SipPlace) => Promise<boolean>;
  readonly store: PhoneCardStore;
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage'>;
  readonly vanishing: Pick<Vanishing, 'sendVanishing' | 'vanishNow'>;
  readonly words: (locale: Locale) => Words;
  /** At least 126 random bits for a link. */
  readonly newToken: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly patience?: Partial<Patience>;
};

/** All in milliseconds. */
export type Patience = {
  /** Between two looks at the cards. */
  readonly lookEvery: number;
  /** Until silence gets explained. */
  readonly explainAfter: number;
  /** How long a card is watched. */
  readonly watchFor: number;
};

/** What the deeds of this feature share. */
export type CardDeps = PhoneCardDeps & { readonly links: Links };
