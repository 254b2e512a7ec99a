import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { method, type Method } from '../method.ts';

/** A bot may download 20 MB at most. Source: Bot API, getFile. */
const maxDownloadBytes = 20 * 1024 * 1024;

export const getFile: Method = method(z.object({ file_id: z.string() }), (input, { world }) => {
  const file = world.files.get(input.file_id);
  if (input.file_id === '') throw badRequest('file_id not specified');
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.bytes.length > maxDownloadBytes) throw badRequest('file is too big');
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_path: file.path,
  };
});
