import type { GraphAccess } from '../../meta/graph.ts';
import type { GraphFailure } from '../../meta/graph-failure.ts';
import type { ReplyContent } from './reply.ts';
import type { RepliesDeps, Talk } from './replies-deps.ts';

type Media = Extract<ReplyContent, { readonly type: 'media' }>;

export type Attached =
  | { readonly type: 'attached'; readonly attachmentId: string }
  /** Telegram does not give it. */
  | { readonly type: 'fileLost' }
  | { readonly type: 'later' }
  | { readonly type: 'failed'; readonly failure: GraphFailure };

/**
 * Lets an operator's file flow from Telegram to Meta, who keeps it until it is sent. Nobody sees it before,
 * so what has no answer may be done again.
 */
export async function attachFile(
  { openFile, graph }: Pick<RepliesDeps, 'openFile' | 'graph'>,
  access: GraphAccess,
  { media, talk }: { readonly media: Media; readonly talk: Talk },
): Promise<Attached> {
  const file = await openFile(media.fileId);
  if (file.type !== 'open') return { type: file.type === 'lost' ? 'fileLost' : 'later' };
  const { name, contentType, kind } = media;
  const uploaded = await graph.upload(access, {
    ...{ name, contentType, kind, size: file.size, bytes: file.bytes },
    isForInstagram: talk.platform === 'instagram',
  });
  if (uploaded.type === 'found') return { type: 'attached', attachmentId: uploaded.value };
  return uploaded.type === 'unanswered' ? { type: 'later' } : { type: 'failed', failure: uploaded };
}
