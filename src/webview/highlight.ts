/**
 * The part of the panel that colours code, in a file of its own: it is loaded with the first block of
 * code whose language is named.
 */
export { tokenizerFor } from '../core/chat/codeLanguages.ts';
