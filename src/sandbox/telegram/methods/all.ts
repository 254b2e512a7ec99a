import type { Method } from '../method.ts';
import * as answer from './answer.ts';
import * as bot from './bot.ts';
import * as chat from './chat.ts';
import * as commands from './commands.ts';
import * as deletion from './delete-message.ts';
import * as edit from './edit-message.ts';
import * as file from './file.ts';
import * as forward from './forward-message.ts';
import * as updates from './receive-updates.ts';
import * as media from './send-media.ts';
import { sendMessage } from './send-message.ts';
import * as topic from './topic.ts';

/** The methods of the Bot API that are emulated, by name. */
export const emulatedMethods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    getMe: bot.getMe,
    getUpdates: updates.getUpdates,
    setWebhook: updates.setWebhook,
    deleteWebhook: updates.deleteWebhook,
    getWebhookInfo: updates.getWebhookInfo,
    sendMessage,
    sendPhoto: media.sendPhoto,
    sendDocument: media.sendDocument,
    sendVoice: media.sendVoice,
    sendAudio: media.sendAudio,
    sendVideo: media.sendVideo,
    sendVideoNote: media.sendVideoNote,
    sendAnimation: media.sendAnimation,
    sendSticker: media.sendSticker,
    sendMediaGroup: media.sendMediaGroup,
    sendContact: media.sendContact,
    sendLocation: media.sendLocation,
    sendVenue: media.sendVenue,
    sendDice: media.sendDice,
    editMessageText: edit.editMessageText,
    editMessageCaption: edit.editMessageCaption,
    editMessageReplyMarkup: edit.editMessageReplyMarkup,
    editMessageMedia: edit.editMessageMedia,
    deleteMessage: deletion.deleteMessage,
    deleteMessages: deletion.deleteMessages,
    forwardMessage: forward.forwardMessage,
    forwardMessages: forward.forwardMessages,
    copyMessage: forward.copyMessage,
    copyMessages: forward.copyMessages,
    answerCallbackQuery: answer.answerCallbackQuery,
    sendChatAction: answer.sendChatAction,
    setMessageReaction: answer.setMessageReaction,
    setMyCommands: commands.setMyCommands,
    getMyCommands: commands.getMyCommands,
    deleteMyCommands: commands.deleteMyCommands,
    setMyName: bot.setMyName,
    getMyName: bot.getMyName,
    setMyDescription: bot.setMyDescription,
    getMyDescription: bot.getMyDescription,
    setMyShortDescription: bot.setMyShortDescription,
    getMyShortDescription: bot.getMyShortDescription,
    setChatMenuButton: bot.setChatMenuButton,
    getChatMenuButton: bot.getChatMenuButton,
    getFile: file.getFile,
    getChat: chat.getChat,
    getChatMember: chat.getChatMember,
    getChatAdministrators: chat.getChatAdministrators,
    getChatMemberCount: chat.getChatMemberCount,
    leaveChat: chat.leaveChat,
    pinChatMessage: chat.pinChatMessage,
    unpinChatMessage: chat.unpinChatMessage,
    unpinAllChatMessages: chat.unpinAllChatMessages,
    createForumTopic: topic.createForumTopic,
    editForumTopic: topic.editForumTopic,
    closeForumTopic: topic.closeForumTopic,
    reopenForumTopic: topic.reopenForumTopic,
    deleteForumTopic: topic.deleteForumTopic,
  }),
);
