import { z } from 'zod';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import type { BoardWatch } from './watch-boards.ts';

const pageArgs = z.object({ page: z.number().int().nonnegative() });

/** `/board`: what everybody does now. */
export function boardOnTelegram(boards: BoardWatch): TelegramDoor {
  const open = ({ chatId, topicId, member }: Visit, page: number, isAnew: boolean) =>
    boards.open({ chatId, topicId, locale: member.locale, page }, { isAnew });
  return {
    commands: [
      {
        command: 'board',
        minimumRole: 'operator',
        descriptionKey: 'board-command',
        where: 'both',
        handle: (visit) => open(visit, 0, true),
      },
    ],
    buttons: {
      'board.refresh': {
        minimumRole: 'operator',
        handle: async (visit, args) => {
          await open(visit, pageArgs.parse(args).page, false);
        },
      },
    },
  };
}
