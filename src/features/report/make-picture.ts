import { fileURLToPath } from 'node:url';

/**
 * The SVG as a PNG. The library and its fonts are loaded here and not before: most days need them once.
 * A machine's own fonts are not asked: many servers have none.
 */
export async function makePicture(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const fontFiles = [
    import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ].map((file) => fileURLToPath(file));
  const image = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' },
    logLevel: 'off',
  });
  return image.asPng();
}
