import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { method, type Method } from '../method.ts';

/** A bot may download 20 MB at most. Source: Bot API, getFile. */
const maxDownloadBytes = 20 * 1024 * 1024;

/** "It is guaranteed that the link will be valid for at least 1 hour": here no longer. */
const linkMs = 3600_000;

export const getFile: Method = method(z.object({ file_id: z.string() }), (input, { world }) => {
  const file = world.files.get(input.file_id);
  if (input.file_id === '') throw badRequest('file_id not specified');
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.bytes.length > maxDownloadBytes) throw badRequest('file is too big');
  world.downloads.set(file.path, { file, until: world.clock.now() + linkMs });
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_path: file.path,
  };
});
