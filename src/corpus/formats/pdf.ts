import type { Format } from './format.ts';
export const pdf: Format = { name: 'PDF', extensions: ['.pdf'], read: () => [] };
