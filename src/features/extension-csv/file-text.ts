export type FileText =
  | { readonly type: 'text'; readonly text: string }
  /** `workbook`: an .xlsx or .xls, which is no CSV. */
  | { readonly type: 'unreadable'; readonly because: 'workbook' | 'notText' };

/**
 * The text of a file as Excel and others save it: UTF-8, UTF-16 with its mark (Excel's "Unicode
 * text"), and Windows-1251 when it is no UTF-8 (Excel's "CSV" on a Russian computer).
 */
export function textOfFile(bytes: Uint8Array): FileText {
  const startsWith = (...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
  if (startsWith(0x50, 0x4b, 0x03, 0x04) || startsWith(0xd0, 0xcf, 0x11, 0xe0)) {
    return { type: 'unreadable', because: 'workbook' };
  }
  const text = startsWith(0xff, 0xfe)
    ? new TextDecoder('utf-16le').decode(bytes)
    : startsWith(0xfe, 0xff)
      ? new TextDecoder('utf-16be').decode(bytes)
      : (decodeUtf8(bytes) ?? new TextDecoder('windows-1251').decode(bytes));
  return text.includes('\0') ? { type: 'unreadable', because: 'notText' } : { type: 'text', text };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
